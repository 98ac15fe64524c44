'use client'

import { useTranslations } from 'use-intl'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { AGE_ENDS_MS } from '@/server/features/insights/measures'
import type { Insights } from '@/server/features/insights/schema'
import { BarChart, BarLegend } from './bar-chart'
import { Chart } from './chart'
import { LineChart, LineLegend } from './line-chart'
import { useFigures } from './use-figures'

type Props = { insights: Insights }

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** How many cases were open, came and were dealt with, over time. */
export function BacklogChart({ insights: { series, timeZone, unit, readAt } }: Props) {
  const t = useTranslations('insights')
  const { count, day } = useFigures(readAt)
  const names = [t('open_at_end'), t('opened'), t('ended')]
  const points = series.map(({ at, open, opened, ended }) => ({
    at,
    label: day(at, timeZone),
    values: [open, opened, ended],
  }))
  const last = series.at(-1)
  return (
    <Chart
      title={t('backlog')}
      legend={<LineLegend names={names} />}
      numbers={{
        head: [t(`unit_${unit}`), ...names],
        rows: points.map(({ label, values }) => [label, ...values.map(count)]),
      }}
    >
      <LineChart
        title={t('backlog')}
        description={t('backlog_told', {
          from: points[0]?.label ?? '',
          to: points.at(-1)?.label ?? '',
          open: last?.open ?? 0,
          opened: series.reduce((sum, { opened }) => sum + opened, 0),
          ended: series.reduce((sum, { ended }) => sum + ended, 0),
        })}
        points={points}
        show={count}
      />
    </Chart>
  )
}

/** How long cases waited for somebody's look and for their decision, over time. */
export function SpeedChart({ insights: { speed, speedSeries, timeZone, unit, readAt } }: Props) {
  const t = useTranslations('insights')
  const { duration, day, count } = useFigures(readAt)
  const names = [t('decision_median'), t('decision_p90'), t('look_median')]
  const points = speedSeries.map(({ at, decisionMedian, decisionP90, lookMedian }) => ({
    at,
    label: day(at, timeZone),
    values: [decisionMedian, decisionP90, lookMedian],
  }))
  return (
    <Chart
      title={t('speed')}
      legend={<LineLegend names={names} />}
      numbers={{
        head: [t(`unit_${unit}`), t('decided'), t('late_count'), ...names, t('look_p90')],
        rows: speedSeries.map((row) => [
          day(row.at, timeZone),
          count(row.decided),
          count(row.late),
          duration(row.decisionMedian),
          duration(row.decisionP90),
          duration(row.lookMedian),
          duration(row.lookP90),
        ]),
      }}
    >
      <LineChart
        title={t('speed')}
        description={t('speed_told', {
          n: speed.decided,
          median: duration(speed.decisionMedian),
          p90: duration(speed.decisionP90),
        })}
        points={points}
        show={duration}
        least={MINUTE_MS}
      />
    </Chart>
  )
}

/** How long open cases have waited. */
export function AgeChart({ insights: { backlog, readAt } }: Props) {
  const t = useTranslations('insights')
  const { count } = useFigures(readAt)
  const bars = backlog.ages.map((n, at) => ({ key: String(at), label: ageLabel(at), values: [n] }))
  function ageLabel(at: number): string {
    const from = (AGE_ENDS_MS[at - 1] ?? 0) / HOUR_MS
    const to = (AGE_ENDS_MS[at] ?? 0) / HOUR_MS
    if (to === 0) return t('age_older', { days: from / 24 })
    return from < 24 ? t('age_hours', { from, to }) : t('age_days', { from: from / 24, to: to / 24 })
  }
  return (
    <Chart
      title={t('ages')}
      numbers={{
        head: [t('age'), t('open_now')],
        rows: bars.map(({ label, values }) => [label, ...values.map(count)]),
      }}
    >
      <BarChart
        title={t('ages')}
        description={t('ages_told', { n: backlog.open, overdue: backlog.overdue })}
        bars={bars}
        show={(values) => values.map(count).join(' + ')}
      />
    </Chart>
  )
}

/** How cases about reports were decided, by reason. */
export function OutcomeChart({ insights: { outcomes, readAt } }: Props) {
  const t = useTranslations('insights')
  const { count } = useFigures(readAt)
  const { reasonName } = useDesk()
  const bars = outcomes.map(({ reason, acted, dismissed }) => ({
    key: reason,
    label: reasonName(reason),
    values: [acted, dismissed],
  }))
  const sum = (of: 'acted' | 'dismissed') => outcomes.reduce((total, row) => total + row[of], 0)
  return (
    <Chart
      title={t('outcomes')}
      legend={<BarLegend first={t('acted')} second={t('dismissed')} />}
      numbers={{
        head: [t('reason'), t('acted'), t('dismissed')],
        rows: bars.map(({ label, values }) => [label, ...values.map(count)]),
      }}
    >
      {bars.length === 0 ? (
        <p className="text-ink-3">{t('none_decided')}</p>
      ) : (
        <BarChart
          title={t('outcomes')}
          description={t('outcomes_told', { acted: sum('acted'), dismissed: sum('dismissed') })}
          bars={bars}
          show={(values) => values.map(count).join(' + ')}
        />
      )}
    </Chart>
  )
}
