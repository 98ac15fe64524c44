'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { VirtualTable } from '@/components/table/virtual-table'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import type { LedgerFilter } from '@/server/features/ledger/schema'
import { useLedgerColumns } from './ledger-columns'
import { LedgerFilters } from './ledger-filters'
import { useArrivals } from './use-arrivals'

/** Every action, newest first. What is in the list stays up to date; what is new waits for a press. */
export function LedgerList({ filter }: { filter: LedgerFilter }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const columns = useLedgerColumns()
  const query = useInfiniteQuery(
    trpc.ledger.list.infiniteQueryOptions(filter, {
      getNextPageParam: (last) => last.nextCursor,
      placeholderData: (previous) => previous,
    }),
  )
  const { rows, error, more } = useListParts(query)
  const arrivals = useArrivals(rows, () => query.refetch())
  const filtered = Object.values(filter).some((value) => value !== undefined && value !== '')
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">{t('ledger_page.title')}</h1>
        <p className="text-ink-3">{t('ledger_page.lead')}</p>
      </header>
      <LedgerFilters key={`${filter.group} ${filter.person}`} filter={filter} />
      {arrivals.some && (
        <Button
          wide
          variant="ghost"
          className="mb-2 bg-accent-soft text-accent"
          onClick={() => void arrivals.show()}
        >
          {t('ledger_page.arrived')}
        </Button>
      )}
      <VirtualTable
        label={t('ledger_page.title')}
        columns={columns}
        rows={rows}
        rowKey={(item) => item.id}
        error={error}
        empty={
          <Empty title={t(filtered ? 'ledger_page.empty_filtered_title' : 'ledger_page.empty_title')}>
            {t(filtered ? 'ledger_page.empty_filtered_text' : 'ledger_page.empty_text')}
          </Empty>
        }
      />
      {more}
    </div>
  )
}
