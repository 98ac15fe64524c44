'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { useKeys } from '@/components/shell/keys'
import { DataTable } from '@/components/table/data-table'
import { ChipSelect } from '@/components/ui/chip-select'
import { Empty } from '@/components/ui/empty'
import type { DriftItem, DriftList as Filter } from '@/server/actions/drift/schema'
import type { ActionName } from '@/server/actions/schema'
import { useDriftColumns } from './drift-columns'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})
const AcceptDialog = dynamic(() => import('@/app/(console)/_components/drift/accept-dialog'), { ssr: false })

type Asked = { item: DriftItem; what: 'remedy' | 'accept' | ActionName }

/** What OpenIM no longer agrees with, or what became of it. */
export function DriftList({ which }: Filter) {
  const t = useTranslations()
  const trpc = useTRPC()
  const router = useRouter()
  const me = useMe()
  const [asked, setAsked] = useState<Asked | null>(null)
  const query = useInfiniteQuery(
    trpc.drift.list.infiniteQueryOptions(
      { open: which === 'open' },
      { getNextPageParam: (last) => last.nextCursor },
    ),
  )
  const { rows, error, more } = useListParts(query)
  const ask = (item: DriftItem, what: Asked['what']) => setAsked({ item, what })
  const first = which === 'open' ? rows?.[0] : undefined
  useKeys({
    r: first?.remedy && me.may(first.remedy.action) ? () => ask(first, 'remedy') : undefined,
    a: first && me.may('drift.accept') ? () => ask(first, 'accept') : undefined,
  })
  const columns = useDriftColumns({ which, ask })
  const close = { onClose: () => setAsked(null), onDone: () => query.refetch() }
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">{t('drift.title')}</h1>
        <p className="text-ink-3">{t('drift.lead')}</p>
      </header>
      <div className="flex items-center gap-3 py-3.5">
        <ChipSelect
          label={t('drift.which')}
          value={which}
          neutral="open"
          options={[
            { value: 'open', label: t('drift.open') },
            { value: 'over', label: t('drift.over') },
          ]}
          onChange={(next) =>
            router.replace(`/ledger/drift${next === 'open' ? '' : `?which=${next}`}` as Route)
          }
        />
        {first && me.may('drift.accept') && (
          <p className="text-sm text-ink-3 max-md:hidden">{t('drift.keys_hint')}</p>
        )}
      </div>
      <DataTable
        label={t('drift.title')}
        columns={columns}
        rows={rows}
        rowKey={(item) => item.id}
        error={error}
        empty={<Empty title={t(`drift.empty_${which}_title`)}>{t(`drift.empty_${which}_text`)}</Empty>}
      />
      {more}
      {asked?.what === 'remedy' && asked.item.remedy && (
        <ActionDialog {...asked.item.remedy} subject={asked.item.group} {...close} />
      )}
      {asked && asked.what !== 'remedy' && asked.what !== 'accept' && (
        <ActionDialog action={asked.what} subject={asked.item.group} {...close} />
      )}
      {asked?.what === 'accept' && <AcceptDialog item={asked.item} {...close} />}
    </div>
  )
}
