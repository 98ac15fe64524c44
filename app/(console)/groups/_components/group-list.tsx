'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { DataTable } from '@/components/table/data-table'
import { Failed } from '@/components/table/failed'
import { LoadMore } from '@/components/table/load-more'
import { Empty } from '@/components/ui/empty'
import type { GroupFilter } from '@/server/features/groups/schema'
import { useGroupColumns } from './group-columns'
import { GroupFilters } from './group-filters'

/** The list of groups with its search and filters. */
export function GroupList({ filter }: { filter: GroupFilter }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const columns = useGroupColumns()
  const query = useInfiniteQuery(
    trpc.groups.list.infiniteQueryOptions(filter, {
      getNextPageParam: (last) => last.nextCursor,
      placeholderData: (previous) => previous,
    }),
  )
  const filtered = Boolean(filter.q ?? filter.status ?? filter.standing)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">{t('groups.title')}</h1>
        <p className="text-ink-3">{t('groups.lead')}</p>
      </header>
      <GroupFilters filter={filter} />
      <DataTable
        label={t('groups.title')}
        columns={columns}
        rows={query.data?.pages.flatMap((page) => page.items)}
        rowKey={(group) => group.groupId}
        error={
          query.isError && (
            <Failed
              title={t('table.failed_title')}
              retryLabel={t('app.retry')}
              onRetry={() => void query.refetch()}
            >
              {refusalText(query.error)}
            </Failed>
          )
        }
        empty={
          <Empty title={t(filtered ? 'groups.empty_filtered_title' : 'groups.empty_title')}>
            {t(filtered ? 'groups.empty_filtered_text' : 'groups.empty_text')}
          </Empty>
        }
      />
      <LoadMore query={query} label={t('app.more')} busyLabel={t('app.loading_more')} />
    </div>
  )
}
