'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Swept } from '@/app/(console)/_components/swept'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { useSelection } from '@/components/table/use-selection'
import { VirtualTable } from '@/components/table/virtual-table'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'
import type { PersonFilter } from '@/server/features/people/schema'
import { filterQuery, isNarrow } from './filter-params'
import { usePersonColumns } from './person-columns'
import { PersonFilters } from './person-filters'

const PeopleSelection = dynamic(() => import('./people-selection'), { ssr: false })

/** The list of people with its search, its filters and what can be done with many of them. */
export function PersonList({ filter }: { filter: PersonFilter }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const { may } = useMe()
  const query = useInfiniteQuery(
    trpc.people.list.infiniteQueryOptions(filter, {
      getNextPageParam: (last) => last.nextCursor,
      placeholderData: (previous) => previous,
    }),
  )
  const { rows, error, more } = useListParts(query)
  const ids = rows?.map((person) => person.userId) ?? []
  const { sort, ...listed } = filter
  const selection = useSelection(ids, JSON.stringify(listed))
  const columns = usePersonColumns(may('user.logout') ? selection : null)
  const exportHref = `/api/exports/people${filterQuery(filter)}`
  const filtered = isNarrow(filter)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">{t('people.title')}</h1>
        <p className="text-ink-3 max-md:order-last max-md:w-full">{t('people.lead')}</p>
        <div className="ml-auto flex gap-2 self-center">
          {may('list.export') && (
            <a href={exportHref} download className={buttonClass()}>
              {t('people.export')}
            </a>
          )}
          {may('user.register') && (
            <Link href="/people/import/new" className={buttonClass()}>
              {t('people.import')}
            </Link>
          )}
        </div>
      </header>
      <Swept kind="person" />
      <PersonFilters filter={filter} />
      <VirtualTable
        label={t('people.title')}
        columns={columns}
        rows={rows}
        rowKey={(person) => person.userId}
        isSelected={(person) => selection.has(person.userId)}
        error={error}
        empty={
          <Empty title={t(filtered ? 'people.empty_filtered_title' : 'people.empty_title')}>
            {t(filtered ? 'people.empty_filtered_text' : 'people.empty_text')}
          </Empty>
        }
      />
      {more}
      {selection.any && (
        <PeopleSelection filter={filter} selection={selection} allLoaded={!query.hasNextPage} />
      )}
    </div>
  )
}
