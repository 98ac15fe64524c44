/** Letters written from right to left, and characters that steer the direction of what follows them. */
const STEERS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/
const ISOLATES = /[\u2066-\u2069]/g

/**
 * A value as it may stand in a sentence: somebody's name is anybody's text, and where it could turn the words around it, it
 * is set apart from them (U+2068 … U+2069). Isolates of its own are taken out, because one too many would end ours.
 */
export function isolated(value: string): string {
  return STEERS.test(value) ? `\u2068${value.replace(ISOLATES, '')}\u2069` : value
}
