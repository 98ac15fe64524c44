'use client'

import { useLocale } from 'use-intl'
import { inUnits } from './duration'

/** Says how long: `7 days`, `4 小时`. */
export function useDurationText(): (ms: number) => string {
  const locale = useLocale()
  return (ms) => {
    const { n, unit } = inUnits(ms)
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n)
  }
}
