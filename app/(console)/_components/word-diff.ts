/** What changed between two texts, word by word. Pure. */

export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string }

/** Most comparisons of one text: beyond them lines are compared, and beyond that the whole. */
const MOST_CELLS = 4_000_000

/** Words, single characters of scripts without spaces, and what stands between them. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}_]+|\s+|./gsu
const LINES = /[^\n]*\n|[^\n]+/g

/** The parts of `before` and `after` in reading order; neighbours of one kind are one part. */
export function wordDiff(before: string, after: string): DiffPart[] {
  return joined(diff(before, after, [WORDS, LINES]))
}

function diff(before: string, after: string, [pieces, ...coarser]: readonly RegExp[]): DiffPart[] {
  if (before === after) return [{ kind: 'same', text: after }]
  const whole: DiffPart[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]
  if (!pieces) return whole
  const [old, now] = [piecesOf(before, pieces), piecesOf(after, pieces)]
  const head = commonLength(old, now)
  const tail = commonLength(old.slice(head).reverse(), now.slice(head).reverse())
  const [oldPart, nowPart] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)]
  const middle =
    oldPart.length * nowPart.length > MOST_CELLS
      ? diff(oldPart.join(''), nowPart.join(''), coarser)
      : compared(oldPart, nowPart)
  return [
    { kind: 'same', text: now.slice(0, head).join('') },
    ...middle,
    { kind: 'same', text: now.slice(now.length - tail).join('') },
  ]
}

const piecesOf = (text: string, pieces: RegExp): string[] => text.match(pieces) ?? []

function commonLength(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length)
  let n = 0
  while (n < most && a[n] === b[n]) n += 1
  return n
}

/** By the longest sequence of pieces that both have. */
function compared(old: readonly string[], now: readonly string[]): DiffPart[] {
  const width = now.length + 1
  // Length of the longest common sequence of what comes after each pair of places.
  const longest = new Uint32Array((old.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const parts: DiffPart[] = []
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    const [was, is] = [old[i], now[j]]
    if (was !== undefined && was === is) {
      parts.push({ kind: 'same', text: was })
      i += 1
      j += 1
    } else if (is === undefined || (was !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ kind: 'removed', text: was ?? '' })
      i += 1
    } else {
      parts.push({ kind: 'added', text: is })
      j += 1
    }
  }
  return parts
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const all: DiffPart[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (part.text === '') continue
    if (last?.kind === part.kind) last.text += part.text
    else all.push({ ...part })
  }
  return all
}
