/** Letters and colour for somebody without a picture. Pure. */

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Up to two letters: of the first two words, or one wide character. `?` when the name has no letter. */
export function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const [first = '?', second] = words
  const letters = [...first]
  if (WIDE.test(first)) return letters[0] ?? '?'
  if (first === '?') return '?'
  return [letters[0], second && !WIDE.test(second) ? [...second][0] : undefined].join('').toUpperCase()
}

/** A hue from 0 to 359 that stays with the id. */
export function hueOf(id: string): number {
  let hash = 7
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9_973
  return hash % 360
}
