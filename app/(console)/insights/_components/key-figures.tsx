'use client'

import { useTranslations } from 'use-intl'
import { overturnedShare } from '@/server/features/insights/measures'
import type { Insights } from '@/server/features/insights/schema'
import { useFigures } from './use-figures'

/** The numbers that are asked for first: what waits now, then how the period went. */
export function KeyFigures({ insights }: { insights: Insights }) {
  const t = useTranslations('insights')
  const { count, duration, share } = useFigures(insights.readAt)
  const { backlog, speed, reviews, readAt } = insights
  const { appeals, samples } = reviews
  const oldest = backlog.oldestAt === null ? null : readAt - backlog.oldestAt
  const late = speed.decided === 0 ? null : speed.late / speed.decided
  const p90 = (ms: number | null) => t('p90', { time: duration(ms) })
  const of = ({ upheld, overturned }: { upheld: number; overturned: number }) =>
    t('of', { n: overturned, all: upheld + overturned })
  const now = [
    { name: t('open_now'), value: count(backlog.open), beside: t('unseen', { n: backlog.unseen }) },
    { name: t('overdue_now'), value: count(backlog.overdue) },
    { name: t('oldest'), value: duration(oldest) },
  ]
  const period = [
    { name: t('decided'), value: count(speed.decided) },
    { name: t('late'), value: share(late), beside: t('of', { n: speed.late, all: speed.decided }) },
    { name: t('first_look'), value: duration(speed.lookMedian), beside: p90(speed.lookP90) },
    { name: t('to_decision'), value: duration(speed.decisionMedian), beside: p90(speed.decisionP90) },
    { name: t('overturn_rate'), value: share(overturnedShare(appeals)), beside: of(appeals) },
    { name: t('disagreement_rate'), value: share(overturnedShare(samples)), beside: of(samples) },
  ]
  return (
    <div className="mt-4 grid gap-4">
      <Figures title={t('now')} figures={now} />
      <Figures title={t('in_period')} figures={period} />
    </div>
  )
}

type Figure = { name: string; value: string; beside?: string }

function Figures({ title, figures }: { title: string; figures: readonly Figure[] }) {
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-medium text-ink-3">{title}</h2>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line max-md:[&>:last-child:nth-child(odd)]:col-span-2 md:grid-cols-3">
        {figures.map(({ name, value, beside }) => (
          <div key={name} className="bg-surface px-4 py-2.5">
            <dt className="text-sm text-ink-3">{name}</dt>
            <dd className="text-xl font-semibold tracking-tight">{value}</dd>
            {beside && <dd className="text-sm text-ink-3">{beside}</dd>}
          </div>
        ))}
      </dl>
    </section>
  )
}
