'use client'

import { useLocale, useTranslations } from 'use-intl'
import { useTimeStyle } from '@/components/time/clock'
import { age, day } from '@/components/time/format'

/** How numbers of insights are written. What there was none of is a dash. */
export function useFigures(now: number) {
  const t = useTranslations()
  const locale = useLocale()
  const style = useTimeStyle()
  return {
    count: (n: number | null) => (n === null ? '–' : new Intl.NumberFormat(locale).format(n)),
    duration: (ms: number | null) => {
      if (ms === null) return '–'
      const { unit, values } = age(0, ms)
      return unit === 'now' ? t('insights.under_minute') : t(`time.${unit}`, values)
    },
    share: (share: number | null) =>
      share === null
        ? '–'
        : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    /** Days of the period's own time zone. */
    day: (at: number, timeZone: string) => day(at, now, { ...style, timeZone }),
  }
}

export type Figures = ReturnType<typeof useFigures>
