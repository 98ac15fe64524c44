'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { type Column, DataTable } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Empty } from '@/components/ui/empty'
import type { Batch } from '@/server/actions/batch/schema'
import { BatchTag } from './batch-tag'
import { totalOf } from './pace'

/** All batches, newest first. */
export function BatchList() {
  const t = useTranslations()
  const trpc = useTRPC()
  const columns = useColumns()
  const query = useInfiniteQuery(
    trpc.batches.list.infiniteQueryOptions({}, { getNextPageParam: (last) => last.nextCursor }),
  )
  const { rows, error, more } = useListParts(query)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="mb-3.5 flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">{t('batch.title')}</h1>
        <p className="text-ink-3">{t('batch.lead')}</p>
      </header>
      <DataTable
        label={t('batch.title')}
        columns={columns}
        rows={rows}
        rowKey={(batch) => batch.id}
        error={error}
        empty={<Empty title={t('batch.empty_title')}>{t('batch.empty_text')}</Empty>}
      />
      {more}
    </div>
  )
}

function useColumns(): Column<Batch>[] {
  const t = useTranslations('batch')
  const named = useNamed()
  return [
    {
      id: 'number',
      header: t('title'),
      cell: (batch) => (
        <RowLink href={batchHref(batch.number)}>
          <b className="font-strong">{t('number', { number: String(batch.number) })}</b>
        </RowLink>
      ),
    },
    {
      id: 'what',
      header: t('what'),
      grows: true,
      cell: (batch) => (
        <>
          {named('actions', `${batch.action}.label`)}
          {batch.undoOf !== null && (
            <span className="text-ink-3"> · {t('undo_of', { number: String(batch.undoOf) })}</span>
          )}
        </>
      ),
    },
    { id: 'state', header: t('state'), cell: (batch) => <BatchTag state={batch.state} /> },
    { id: 'items', header: t('items'), numeric: true, cell: (batch) => totalOf(batch.counts) },
    {
      id: 'who',
      header: t('who'),
      hideBelow: 'md',
      cell: (batch) => (
        <span className="flex items-center gap-2">
          <Avatar name={batch.by.name} size="sm" />
          <span className="max-w-36 truncate" dir="auto">
            {batch.by.name}
          </span>
        </span>
      ),
    },
    {
      id: 'created',
      header: t('created'),
      numeric: true,
      hideBelow: 'md',
      cell: (batch) => <Time at={batch.createdAt} as="moment" className="text-ink-3" />,
    },
  ]
}
