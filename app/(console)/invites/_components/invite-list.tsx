'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { useSelection } from '@/components/table/use-selection'
import { VirtualTable } from '@/components/table/virtual-table'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Empty } from '@/components/ui/empty'
import type { InviteFilter } from '@/server/features/invites/console/schema'
import { filterQuery, isNarrow } from './filter-params'
import { useInviteColumns } from './invite-columns'
import { InviteFilters } from './invite-filters'
import { useInviteNews } from './use-invite-news'

const NewInviteDialog = dynamic(() => import('./new-invite-dialog'), { ssr: false })
const InvitesSelection = dynamic(() => import('./invites-selection'), { ssr: false })
const BulkDialog = dynamic(() => import('./bulk-dialog'), { ssr: false })

/** All links with their search and filters, and what makes new ones. */
export function InviteList({ filter }: { filter: InviteFilter }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const { may } = useMe()
  const [making, setMaking] = useState<'one' | 'many' | null>(null)
  const query = useInfiniteQuery(
    trpc.invites.list.infiniteQueryOptions(filter, {
      getNextPageParam: (last) => last.nextCursor,
      placeholderData: (previous) => previous,
    }),
  )
  useInviteNews(trpc.invites.list.pathFilter())
  const { rows, error, more } = useListParts(query)
  const selection = useSelection(rows?.map(({ id }) => id) ?? [], JSON.stringify(filter))
  const columns = useInviteColumns(may('invite.manage') ? selection : null)
  const filtered = isNarrow(filter)
  const makeFirst = !filtered && may('invite.manage')
  const newOne = (
    <Button variant="primary" onClick={() => setMaking('one')}>
      {t('new')}…
    </Button>
  )
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <p className="text-ink-3">{t('lead')}</p>
        <div className="ml-auto flex flex-wrap gap-2 self-center max-md:ml-0">
          <a href={`/api/exports/invites${filterQuery(filter)}`} download className={buttonClass()}>
            {t('export')}
          </a>
          {may('invite.manage') && <Button onClick={() => setMaking('many')}>{t('several')}…</Button>}
          {may('invite.manage') && newOne}
        </div>
      </header>
      <InviteFilters filter={filter} />
      <VirtualTable
        label={t('title')}
        columns={columns}
        rows={rows}
        rowKey={(invite) => invite.id}
        isSelected={({ id }) => selection.has(id)}
        error={error}
        empty={
          <Empty
            title={t(filtered ? 'empty_filtered_title' : 'empty_title')}
            action={makeFirst ? newOne : undefined}
          >
            {t(filtered ? 'empty_filtered_text' : 'empty_text')}
          </Empty>
        }
      />
      {more}
      {rows && selection.loaded !== 'none' && (
        <InvitesSelection chosen={rows.filter(({ id }) => selection.has(id))} onClear={selection.clear} />
      )}
      {making === 'one' && <NewInviteDialog onClose={() => setMaking(null)} />}
      {making === 'many' && <BulkDialog onClose={() => setMaking(null)} />}
    </div>
  )
}
