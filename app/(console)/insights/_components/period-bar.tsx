'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button-class'
import { controlClass } from '@/components/ui/control-class'
import { daysBefore } from '@/server/features/insights/measures'

type Period = { from: string; to: string; timeZone: string }

const LENGTHS = [7, 28, 90, 365] as const
/** Of what may be read at once. */
const MOST_DAYS = 400

/** Which days are looked at: a few lengths that end where the period does, or any two days. */
export function PeriodBar(props: { path: '/insights' | '/insights/report'; period: Period; queue?: string }) {
  const t = useTranslations('insights')
  const router = useRouter()
  const { from, to, timeZone } = props.period
  const hrefOf = (days: { from: string; to: string }) => hrefOfPeriod(props.path, days, props.queue)
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="mb-1 text-sm text-ink-3">{t('period')}</legend>
        {LENGTHS.map((days) => {
          const begins = daysBefore(to, days - 1)
          return (
            <Link
              key={days}
              href={hrefOf({ from: begins, to })}
              prefetch={false}
              aria-current={begins === from ? 'true' : undefined}
              className={`${buttonClass()} aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-accent`}
            >
              {t('days', { n: days })}
            </Link>
          )
        })}
      </fieldset>
      <Day
        label={t('from')}
        value={from}
        least={daysBefore(to, MOST_DAYS - 1)}
        most={to}
        onChange={(day) => router.push(hrefOf({ from: day, to }))}
      />
      <Day
        label={t('to')}
        value={to}
        least={from}
        most={daysBefore(from, 1 - MOST_DAYS)}
        onChange={(day) => router.push(hrefOf({ from, to: day }))}
      />
      <p className="pb-1 text-sm text-ink-3">{t('zone', { zone: timeZone })}</p>
    </div>
  )
}

/** The address of a page for a period. */
export function hrefOfPeriod(
  path: '/insights' | '/insights/report',
  { from, to }: { from: string; to: string },
  queue?: string,
): Route {
  return `${path}?${new URLSearchParams({ from, to, ...(queue && { queue }) })}` as Route
}

function Day(props: {
  label: string
  value: string
  least: string
  most: string
  onChange: (day: string) => void
}) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm text-ink-3">
        {props.label}
      </label>
      <input
        // Another period begins with its own days.
        key={props.value}
        id={id}
        type="date"
        defaultValue={props.value}
        min={props.least}
        max={props.most}
        onChange={({ currentTarget: { value, validity } }) => {
          if (value !== '' && validity.valid) props.onChange(value)
        }}
        className={`${controlClass} h-8 md:h-7`}
      />
    </div>
  )
}
