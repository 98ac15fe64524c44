'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { type Column, DataTable } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Empty } from '@/components/ui/empty'
import type { SnapshotItem } from '@/server/features/snapshots/schema'
import { actionHref } from '../../_components/ledger-columns'

/** Member lists kept before a dismissal, newest first, with the time until they expire. */
export function SnapshotList() {
  const t = useTranslations()
  const trpc = useTRPC()
  const columns = useColumns()
  const query = useInfiniteQuery(
    trpc.snapshots.list.infiniteQueryOptions({}, { getNextPageParam: (last) => last.nextCursor }),
  )
  const { rows, error, more } = useListParts(query)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="mb-3.5 flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">{t('ledger_page.tab_snapshots')}</h1>
        <p className="text-ink-3">{t('ledger_page.snapshots_lead')}</p>
      </header>
      <DataTable
        label={t('ledger_page.tab_snapshots')}
        columns={columns}
        rows={rows}
        rowKey={(snapshot) => snapshot.id}
        error={error}
        empty={
          <Empty title={t('ledger_page.snapshots_empty_title')}>
            {t('ledger_page.snapshots_empty_text')}
          </Empty>
        }
      />
      {more}
    </div>
  )
}

function useColumns(): Column<SnapshotItem>[] {
  const t = useTranslations('ledger_page')
  return [
    {
      id: 'group',
      header: t('snapshot_group'),
      grows: true,
      cell: ({ group: { id, name } }) => (
        <>
          <RowLink href={groupHref(id)}>
            <bdi className="font-strong">{name || id}</bdi>
          </RowLink>{' '}
          <code className="text-xs text-ink-3 max-md:hidden">{id}</code>
        </>
      ),
    },
    {
      id: 'people',
      header: t('snapshot_people'),
      numeric: true,
      cell: ({ people, toldBesides }) => (
        <>
          {people}
          {toldBesides > 0 && (
            <span className="block text-xs text-ink-3">
              {t('snapshot_told_besides', { people: toldBesides })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'taken',
      header: t('snapshot_taken'),
      numeric: true,
      hideBelow: 'md',
      cell: (snapshot) => <Time at={snapshot.takenAt} as="moment" className="text-ink-3" />,
    },
    {
      id: 'left',
      header: t('snapshot_left'),
      numeric: true,
      cell: ({ daysLeft, expiresAt }) =>
        daysLeft === null ? (
          <span className="text-ink-3">
            {t('snapshot_expired')} <Time at={expiresAt} as="day" className="text-xs" />
          </span>
        ) : (
          t('snapshot_days', { days: daysLeft })
        ),
    },
    {
      id: 'action',
      header: t('snapshot_action'),
      hideBelow: 'md',
      cell: ({ ledgerId }) =>
        ledgerId === null ? (
          <span className="text-ink-3">{t('snapshot_told')}</span>
        ) : (
          <Link href={actionHref(ledgerId)} prefetch={false} className="quiet-link relative">
            {t('snapshot_open')}
          </Link>
        ),
    },
  ]
}
