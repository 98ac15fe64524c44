'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Swept } from '@/app/(console)/_components/swept'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { useSelection } from '@/components/table/use-selection'
import { VirtualTable } from '@/components/table/virtual-table'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'
import type { GroupFilter } from '@/server/features/groups/schema'
import { filterQuery, isNarrow } from './filter-params'
import { useGroupColumns } from './group-columns'
import { GroupFilters } from './group-filters'

const GroupsSelection = dynamic(() => import('./groups-selection'), { ssr: false })

/** The list of groups with its search, filters and views, and what can be done with many of them. */
export function GroupList({ filter }: { filter: GroupFilter }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const { may } = useMe()
  const query = useInfiniteQuery(
    trpc.groups.list.infiniteQueryOptions(filter, {
      getNextPageParam: (last) => last.nextCursor,
      placeholderData: (previous) => previous,
    }),
  )
  const { rows, error, more } = useListParts(query)
  const { sort, ...listed } = filter
  const selection = useSelection(rows?.map((group) => group.groupId) ?? [], JSON.stringify(listed))
  const ticks = may('action.submit') || may('subject.annotate') || may('invite.manage')
  const columns = useGroupColumns(ticks ? selection : null)
  const filtered = isNarrow(filter)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">{t('groups.title')}</h1>
        <p className="text-ink-3 max-md:order-last max-md:w-full">{t('groups.lead')}</p>
        {may('list.export') && (
          <a
            href={`/api/exports/groups${filterQuery(filter)}`}
            download
            className={`${buttonClass()} ml-auto self-center`}
          >
            {t('groups.export')}
          </a>
        )}
      </header>
      <Swept kind="group" />
      <GroupFilters filter={filter} />
      <VirtualTable
        label={t('groups.title')}
        columns={columns}
        rows={rows}
        rowKey={(group) => group.groupId}
        isSelected={(group) => selection.has(group.groupId)}
        error={error}
        empty={
          <Empty title={t(filtered ? 'groups.empty_filtered_title' : 'groups.empty_title')}>
            {t(filtered ? 'groups.empty_filtered_text' : 'groups.empty_text')}
          </Empty>
        }
      />
      {more}
      {selection.any && (
        <GroupsSelection filter={filter} selection={selection} allLoaded={!query.hasNextPage} />
      )}
    </div>
  )
}
