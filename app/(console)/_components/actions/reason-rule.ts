/** The shortest and longest reason, as the procedures check it. */
export const REASON_MIN = 3
export const REASON_MAX = 2_000

/** Name of the sentence (`errors.<name>`) that tells what is wrong with a reason; null when nothing is. */
export function reasonProblem(text: string): 'reason_too_short' | 'reason_too_long' | null {
  const { length } = text.trim()
  if (length < REASON_MIN) return 'reason_too_short'
  return length > REASON_MAX ? 'reason_too_long' : null
}
