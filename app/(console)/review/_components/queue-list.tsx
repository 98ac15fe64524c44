'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Failed } from '@/components/table/failed'
import { LoadMore } from '@/components/table/load-more'
import type { Selection } from '@/components/table/use-selection'
import { Empty } from '@/components/ui/empty'
import { Skeleton } from '@/components/ui/skeleton'
import type { CaseFilter } from '@/server/features/cases/schema'
import { isFiltered } from './queue-filter'
import { QueueRow } from './queue-row'
import type { useQueue } from './use-queue'

/** The rows of the queue in each of their four states: loading, failed, empty, there. */
export function QueueList(props: {
  queue: ReturnType<typeof useQueue>
  filter: CaseFilter
  opened: number | null
  query: string
  /** What is chosen, while several can be. */
  selection: Selection | null
}) {
  const t = useTranslations()
  const refusalText = useRefusalText()
  const { query, items, arrived, showArrived } = props.queue

  if (!items && query.isError) {
    return (
      <Failed
        title={t('table.failed_title')}
        retryLabel={t('app.retry')}
        onRetry={() => void query.refetch()}
      >
        {refusalText(query.error)}
      </Failed>
    )
  }
  if (!items) return <QueueSkeleton />
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      {arrived > 0 && (
        <button
          type="button"
          onClick={showArrived}
          className="sticky top-0 z-10 block h-8 w-full border-b border-line bg-accent-soft text-sm font-medium text-accent"
        >
          {t('review.arrived', { n: arrived })}
        </button>
      )}
      {items.length === 0 && <NothingWaits filtered={isFiltered(props.filter)} />}
      <ol>
        {items.map((item) => (
          <QueueRow
            key={item.id}
            item={item}
            current={item.number === props.opened}
            query={props.query}
            selection={props.selection}
          />
        ))}
      </ol>
      <LoadMore query={query} label={t('app.more')} busyLabel={t('app.loading_more')} />
    </div>
  )
}

function NothingWaits({ filtered }: { filtered: boolean }) {
  const t = useTranslations('review')
  return (
    <Empty title={t(filtered ? 'empty_filtered_title' : 'empty_title')}>
      {t(filtered ? 'empty_filtered_text' : 'empty_text')}
    </Empty>
  )
}

export function QueueSkeleton() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden" aria-busy="true">
      {Array.from({ length: 9 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <div key={row} className="flex h-15 items-center gap-2.5 border-b border-line px-4">
          <Skeleton className="size-7 rounded-full" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
