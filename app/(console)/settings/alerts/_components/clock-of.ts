/** `22:30` of a minute of the day. */
export function clockOf(minute: number): string {
  const part = (n: number) => String(n).padStart(2, '0')
  return `${part(Math.floor(minute / 60))}:${part(minute % 60)}`
}

/** The minute of the day of `22:30`; null where it is none. */
export function minuteOf(clock: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(clock) ?? []
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null
}
