const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Usual lengths of suspensions and mutes, ms. */
export const SPANS = {
  '10m': 10 * MINUTE,
  '1h': HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
  '3d': 3 * DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
  '90d': 90 * DAY,
} as const
export type Span = keyof typeof SPANS

/** A moment as a field for date and time has it, by the clock of whoever looks: `2026-11-29T14:02`. Pure but for the zone. */
export function localTime(ms: number): string {
  const time = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  const date = `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`
}

/** How far the end of a span may lie from its length from now, ms: it was chosen a moment ago. */
const JUST_NOW_MS = 60_000

/** The span of which `end` is the end if it began just now; undefined where it is none of them. Pure; ms. */
export function spanTo(end: number, now: number, spans: readonly Span[]): Span | undefined {
  return spans.find((span) => Math.abs(end - now - SPANS[span]) < JUST_NOW_MS)
}
