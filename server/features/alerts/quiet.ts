import type { QuietHours } from './schema'

/** Whether a moment (Unix ms) lies in quiet hours, by the clock on the wall of their time zone. Pure. */
export function isQuiet(quiet: QuietHours | null, at: number): boolean {
  if (quiet === null) return false
  const { from, to, timeZone } = quiet
  const minute = minuteOfDay(at, timeZone)
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

function minuteOfDay(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  const parts = format.formatToParts(at)
  const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value ?? 0)
  return part('hour') * 60 + part('minute')
}
