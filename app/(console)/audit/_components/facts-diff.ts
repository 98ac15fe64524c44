/** One fact of a row before and after; undefined where it was not there. */
export type FactLine = {
  name: string
  before: string | undefined
  after: string | undefined
  changed: boolean
}

/** Flattens what was recorded into named facts and sets before and after side by side, changed ones first. Pure. */
export function factsDiff(before: unknown, after: unknown): FactLine[] {
  const old = flatten(before)
  const now = flatten(after)
  const names = [...new Set([...old.keys(), ...now.keys()])]
  const lines = names.map((name) => {
    const line = { name, before: old.get(name), after: now.get(name) }
    return { ...line, changed: line.before !== line.after }
  })
  return [...lines.filter((line) => line.changed), ...lines.filter((line) => !line.changed)]
}

function flatten(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) {
    if (path && value === null) into.set(path, '–')
  } else if (typeof value === 'object' && !Array.isArray(value)) {
    for (const [name, part] of Object.entries(value)) flatten(part, path ? `${path}.${name}` : name, into)
  } else {
    into.set(path || 'value', Array.isArray(value) ? value.map((part) => text(part)).join(', ') : text(value))
  }
  return into
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
