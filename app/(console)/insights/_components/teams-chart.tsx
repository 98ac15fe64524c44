'use client'

import { useTranslations } from 'use-intl'
import { overturnedShare } from '@/server/features/insights/measures'
import type { Insights, ReviewCount } from '@/server/features/insights/schema'
import { BarChart, BarLegend } from './bar-chart'
import { Chart } from './chart'
import { useFigures } from './use-figures'

/** What each team decided, in time and late. No row is of one person. */
export function TeamsChart({ insights: { teams, readAt } }: { insights: Insights }) {
  const t = useTranslations('insights')
  const { count, duration, share } = useFigures(readAt)
  const nameOf = (name: string | null) => name ?? t('other_teams')
  const rate = (of: ReviewCount | undefined) => share(of ? overturnedShare(of) : null)
  const sum = (of: 'decided' | 'late') => teams.reduce((total, row) => total + row[of], 0)
  return (
    <Chart
      title={t('by_team')}
      legend={<BarLegend first={t('in_time')} second={t('late_count')} />}
      numbers={{
        head: [
          t('team'),
          t('decided'),
          t('late_count'),
          t('decision_median'),
          t('decision_p90'),
          t('overturn_rate'),
          t('disagreement_rate'),
        ],
        rows: teams.map((row) => [
          nameOf(row.name),
          count(row.decided),
          count(row.late),
          duration(row.decisionMedian),
          duration(row.decisionP90),
          rate(row.reviews?.appeals),
          rate(row.reviews?.samples),
        ]),
      }}
    >
      <BarChart
        title={t('by_team')}
        description={t('teams_told', {
          n: teams.filter(({ name }) => name !== null).length,
          decided: sum('decided'),
          late: sum('late'),
        })}
        bars={teams.map(({ name, decided, late }) => ({
          key: name ?? '',
          label: nameOf(name),
          values: [decided - late, late],
        }))}
        show={(values) => values.map(count).join(' + ')}
      />
      <p className="mt-2 text-sm text-ink-3">{t('teams_note')}</p>
    </Chart>
  )
}
