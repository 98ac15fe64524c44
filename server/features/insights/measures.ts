/** What screens work out of insights by themselves, without the schemas' library. Pure. */

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Upper ends of the ages in which open cases are counted, ms; the last count is of older ones. */
export const AGE_ENDS_MS = [1, 4, 24, 72, 168, 720].map((hours) => hours * HOUR_MS)

/** Share of second looks that overturned, 0 to 1; null where there was none. */
export function overturnedShare({
  upheld,
  overturned,
}: {
  upheld: number
  overturned: number
}): number | null {
  return upheld + overturned === 0 ? null : overturned / (upheld + overturned)
}

/** A day some days before another, both as `2026-10-31`. */
export function daysBefore(from: string, days: number): string {
  return new Date(Date.parse(from) - days * DAY_MS).toISOString().slice(0, 10)
}
