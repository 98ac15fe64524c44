'use client'

import { useTranslations } from 'use-intl'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { Section } from '@/components/ui/section'
import { overturnedShare } from '@/server/features/insights/measures'
import type { Insights } from '@/server/features/insights/schema'
import { NumbersTable, Scrolls } from './chart'
import { useFigures } from './use-figures'

/** Each queue, and all together. */
export function QueuesTable({ insights }: { insights: Insights }) {
  const t = useTranslations('insights')
  const { count, duration, share } = useFigures(insights.readAt)
  const { queueName } = useDesk()
  const cells = ({ backlog, speed, reviews }: Omit<Insights['queues'][number], 'queue'>) => [
    count(backlog.open),
    count(backlog.overdue),
    count(speed.decided),
    count(speed.late),
    duration(speed.lookMedian),
    duration(speed.decisionMedian),
    duration(speed.decisionP90),
    share(overturnedShare(reviews.appeals)),
    share(overturnedShare(reviews.samples)),
  ]
  const head = [
    t('queue'),
    t('open_now'),
    t('overdue_now'),
    t('decided'),
    t('late_count'),
    t('look_median'),
    t('decision_median'),
    t('decision_p90'),
    t('overturn_rate'),
    t('disagreement_rate'),
  ]
  return (
    <Section title={t('by_queue')}>
      <Scrolls label={t('by_queue')} framed>
        <NumbersTable
          label={t('by_queue')}
          numbers={{ head, rows: insights.queues.map((row) => [queueName(row.queue), ...cells(row)]) }}
          totals={insights.queues.length > 1 ? [t('all_queues'), ...cells(insights)] : undefined}
        />
      </Scrolls>
    </Section>
  )
}
