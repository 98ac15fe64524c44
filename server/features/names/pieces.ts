/** What tells of a stretch of names whether a word may be in it. Pure. Characters are Unicode code points. */

/** Long pieces tell more; short words have only short ones. A search asks for the longest (`stretch_pieces` in the migrations). */
const SIZES = [1, 2, 4] as const

/** All pieces of folded names, each once. */
export function piecesOf(names: Iterable<string>): string[] {
  const pieces = new Set<string>()
  for (const name of names) {
    const letters = Array.from(name)
    for (const size of SIZES) cut(letters, size, pieces)
  }
  return [...pieces]
}

function cut(letters: readonly string[], size: number, into: Set<string>): void {
  for (let at = 0; at + size <= letters.length; at++) into.add(letters.slice(at, at + size).join(''))
}
