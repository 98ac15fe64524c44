/** Where a day's work begins, h. */
const MORNING = 9

/** Usual times to come back to a case, in the browser's own zone. Pure but for that zone; ms. */
export function snoozeTimes(now: number) {
  const morning = (days: number) => {
    const at = new Date(now)
    at.setDate(at.getDate() + days)
    return at.setHours(MORNING, 0, 0, 0)
  }
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7
  return [
    { id: 'hour', at: now + 3_600_000 },
    { id: 'hours', at: now + 4 * 3_600_000 },
    { id: 'tomorrow', at: morning(1) },
    { id: 'monday', at: morning(toMonday) },
  ] as const
}
