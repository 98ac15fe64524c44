'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { listen } from '@/app/(console)/_components/live-store'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { DataTable } from '@/components/table/data-table'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import type { AuditFilter } from '@/server/features/audit/schema'
import { useAuditColumns } from './audit-columns'
import { AuditFilters } from './audit-filters'
import { AuditPanel } from './audit-panel'

/** The audit's rows, newest first, with the opened one at the right. */
export function AuditScreen({ filter, opened }: { filter: AuditFilter; opened: string | null }) {
  const t = useTranslations()
  return (
    <div className={`h-full ${opened ? 'lg:grid lg:grid-cols-[minmax(0,1fr)_420px]' : ''}`}>
      <div className={`h-full overflow-y-auto px-7 py-5 max-md:px-4 ${opened ? 'max-lg:hidden' : ''}`}>
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-xl font-semibold tracking-tight">{t('audit.title')}</h1>
          <p className="text-ink-3">{t('audit.lead')}</p>
        </header>
        <AuditFilters key={JSON.stringify(filter)} filter={filter} />
        <AuditTable filter={filter} opened={opened} />
      </div>
      {opened && <AuditPanel key={opened} id={opened} />}
    </div>
  )
}

function AuditTable({ filter, opened }: { filter: AuditFilter; opened: string | null }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const columns = useAuditColumns(opened !== null)
  const query = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(filter, { getNextPageParam: (last) => last.nextCursor }),
  )
  const { rows, error, more } = useListParts(query)
  const [arrived, setArrived] = useState(false)
  useEffect(() => listen((event) => event.topic === 'audit' && setArrived(true)), [])
  const filtered = Object.values(filter).some(Boolean)
  return (
    <>
      {arrived && (
        <Button
          wide
          variant="ghost"
          className="mb-2 bg-accent-soft text-accent"
          onClick={() => {
            setArrived(false)
            void query.refetch()
          }}
        >
          {t('audit.arrived')}
        </Button>
      )}
      <DataTable
        label={t('audit.title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        isSelected={(row) => row.id === opened}
        error={error}
        empty={
          <Empty title={t(filtered ? 'audit.empty_filtered_title' : 'audit.empty_title')}>
            {!filtered && t('audit.empty_text')}
          </Empty>
        }
      />
      {more}
    </>
  )
}
