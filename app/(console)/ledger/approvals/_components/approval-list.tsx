'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { DataTable } from '@/components/table/data-table'
import { ChipSelect } from '@/components/ui/chip-select'
import { Empty } from '@/components/ui/empty'
import type { ApprovalList as Filter } from '@/server/features/approvals/schema'
import { useApprovalColumns } from './approval-columns'

/** Requests to a second person: those that wait, or those that were answered. */
export function ApprovalList({ which }: Filter) {
  const t = useTranslations()
  const trpc = useTRPC()
  const router = useRouter()
  const columns = useApprovalColumns(which)
  const query = useInfiniteQuery(
    trpc.approvals.list.infiniteQueryOptions({ which }, { getNextPageParam: (last) => last.nextCursor }),
  )
  const { rows, error, more } = useListParts(query)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">{t('approval.title')}</h1>
        <p className="text-ink-3">{t('approval.lead')}</p>
      </header>
      <div className="flex py-3.5">
        <ChipSelect
          label={t('approval.which')}
          value={which}
          neutral="waiting"
          options={[
            { value: 'waiting', label: t('approval.waiting') },
            { value: 'answered', label: t('approval.answered') },
          ]}
          onChange={(next) =>
            router.replace(`/ledger/approvals${next === 'waiting' ? '' : `?which=${next}`}` as Route)
          }
        />
      </div>
      <DataTable
        label={t('approval.title')}
        columns={columns}
        rows={rows}
        rowKey={(approval) => approval.id}
        error={error}
        empty={
          <Empty title={t(`approval.empty_${which}_title`)}>
            {which === 'waiting' && t('approval.empty_waiting_text')}
          </Empty>
        }
      />
      {more}
    </div>
  )
}
