'use client'

import { useNow, useTimeStyle } from '@/components/time/clock'
import { clockTime, moment } from '@/components/time/format'

/** Writes a time to the second: `14:02:31`. */
export function useClock(): (ms: number) => string {
  const style = useTimeStyle()
  return (ms) => clockTime(ms, style)
}

/** Writes a time with its day where it is not today. */
export function useMoment(): (ms: number) => string {
  const style = useTimeStyle()
  const now = useNow(60_000)
  return (ms) => moment(ms, now, style)
}
