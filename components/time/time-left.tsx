'use client'

import { useTranslations } from 'use-intl'
import { useNow, useTimeStyle } from './clock'
import { age, exact } from './format'

/** How long until a moment, or red and by how much it is over; counts on by itself, exact on hover. */
export function TimeLeft(props: { until: number; label: string; overLabel: string; className?: string }) {
  const t = useTranslations('time')
  const now = useNow(10_000)
  const over = now > props.until
  const { unit, values } = over ? age(props.until, now) : age(now, props.until)
  return (
    <time
      dateTime={new Date(props.until).toISOString()}
      title={`${over ? props.overLabel : props.label}: ${exact(props.until, useTimeStyle())}`}
      className={`font-mono whitespace-nowrap ${over ? 'font-medium text-danger' : 'text-ink-3'} ${props.className ?? ''}`}
    >
      <span className="sr-only">{over ? props.overLabel : props.label} </span>
      {over && '−'}
      {unit === 'now' ? t('left_now') : t(unit, values)}
    </time>
  )
}
