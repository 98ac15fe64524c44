'use client'

import { useId } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useTimeStyle } from '@/components/time/clock'
import type { InviteDetail } from '@/server/features/invites/console/schema'

const HEIGHT = 72
/** A day with one use is seen beside one with many, px. */
const LEAST = 2

/** Uses of the last days as columns: those who joined, and above them, hatched, those who applied. */
export function UsesChart({ invite }: { invite: InviteDetail }) {
  const t = useTranslations('invites')
  const { locale } = useTimeStyle()
  const id = useId()
  const { days, counts } = invite
  const total = days.reduce((sum, { joined, applied }) => sum + joined + applied, 0)
  const most = Math.max(1, ...days.map(({ joined, applied }) => joined + applied))
  const dayText = (day: string) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      Date.parse(day),
    )
  const [first, last] = [days[0], days.at(-1)]
  const height = (n: number) => (n === 0 ? 0 : Math.max(LEAST, (n / most) * HEIGHT))
  return (
    <figure className="rounded-lg border border-line bg-surface px-4 py-3.5">
      <figcaption className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="font-semibold">{t('uses_over_time')}</h2>
        <span className="text-sm text-ink-3">{t('uses_days', { n: total, days: days.length })}</span>
        <span className="ml-auto flex flex-wrap gap-x-3.5 text-sm text-ink-2">
          <Figure label={t('arrived_joined')} n={counts.joined} />
          <Figure label={t('arrived_applied')} n={counts.applied} />
          {counts.reserved > 0 && <Figure label={t('arrived_reserved')} n={counts.reserved} />}
          {counts.returned > 0 && <Figure label={t('given_back')} n={counts.returned} />}
        </span>
      </figcaption>
      <svg
        role="img"
        aria-labelledby={`${id}t ${id}d`}
        width="100%"
        height={HEIGHT + 1}
        className="mt-3 block"
      >
        <title id={`${id}t`}>{t('uses_over_time')}</title>
        <desc id={`${id}d`}>
          {days
            .filter(({ joined, applied }) => joined + applied > 0)
            .map(({ day, joined, applied }) => `${dayText(day)}: ${joined + applied}`)
            .join(', ') || t('uses_none')}
        </desc>
        <defs>
          <pattern
            id={`${id}h`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" className="fill-accent-soft" />
            <rect width="2.5" height="6" className="fill-accent" />
          </pattern>
        </defs>
        <line x1="0" x2="100%" y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} className="stroke-line" />
        {days.map(({ day, joined, applied }, place) => {
          const x = `${(place / days.length) * 100}%`
          const width = `${(0.72 / days.length) * 100}%`
          const low = height(joined)
          const high = height(applied)
          return (
            <g key={day}>
              {low > 0 && <rect x={x} y={HEIGHT - low} width={width} height={low} className="fill-accent" />}
              {high > 0 && (
                <rect x={x} y={HEIGHT - low - high} width={width} height={high} fill={`url(#${id}h)`} />
              )}
            </g>
          )
        })}
      </svg>
      <p aria-hidden="true" className="mt-1 flex justify-between font-mono text-xs text-ink-3">
        <span>{first && dayText(first.day)}</span>
        <span>{last && dayText(last.day)}</span>
      </p>
    </figure>
  )
}

function Figure({ label, n }: { label: string; n: number }) {
  const locale = useLocale()
  return (
    <span>
      <b className="font-mono text-xs font-medium">{n.toLocaleString(locale)}</b> {label}
    </span>
  )
}
