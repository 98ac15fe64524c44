import { isStorable, storableText } from '@/server/db/storable-text'

/** Input as the database can keep it. Pure. */

/**
 * Where an input holds a text or a name that PostgreSQL cannot keep (`isStorable`): the path with dots, empty for the
 * input itself; undefined where there is none. Nested without recursion: how deep an input is, is up to whoever sends it.
 */
export function unstorableField(input: unknown): string | undefined {
  const waiting: { path: string; value: unknown }[] = [{ path: '', value: input }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value } = next
    if (typeof value === 'string' && !isStorable(value)) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      const name = path ? `${path}.${storableText(key)}` : storableText(key)
      if (!isStorable(key)) return name
      waiting.push({ path: name, value: inner })
    }
  }
  return undefined
}
