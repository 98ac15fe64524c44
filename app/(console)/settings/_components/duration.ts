/** Lengths of time as people type them: a number and a unit. Pure. */

export const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const
export type Unit = keyof typeof UNITS

/** A length in the largest unit that it is whole in: 172 800 000 ms are 2 days, 90 minutes stay minutes. */
export function inUnits(ms: number): { n: number; unit: Unit } {
  const unit = ms % UNITS.day === 0 ? 'day' : ms % UNITS.hour === 0 ? 'hour' : 'minute'
  return { n: ms / UNITS[unit], unit }
}

/** The unit of that name; hours for any other. */
export const unitOf = (name: string): Unit => (name === 'minute' || name === 'day' ? name : 'hour')
