'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { type Column, DataTable } from '@/components/table/data-table'
import { Failed } from '@/components/table/failed'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import type { StaffLimits } from '@/server/features/settings/schema'
import { HOUR_MS } from './hour'

const LimitsDialog = dynamic(() => import('./limits-dialog'), { ssr: false })

/** Everybody who may act, with how far they may go alone. */
export function StaffLimitsTable({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const [edited, setEdited] = useState<StaffLimits | null>(null)
  const query = useQuery(trpc.settings.staffLimits.queryOptions())
  const columns = useColumns(mayWrite ? setEdited : null)
  return (
    <section>
      <h2 className="font-semibold">{t('approval.limits_title')}</h2>
      <p className="mb-2 text-ink-3">{t('approval.limits_text')}</p>
      <DataTable
        label={t('approval.limits_title')}
        columns={columns}
        rows={query.data}
        rowKey={(row) => row.id}
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
        empty={null}
      />
      {edited && (
        <LimitsDialog staff={edited} onClose={() => setEdited(null)} onDone={() => query.refetch()} />
      )}
    </section>
  )
}

function useColumns(edit: ((row: StaffLimits) => void) | null): Column<StaffLimits>[] {
  const t = useTranslations()
  const limit = (number: number | null) =>
    number ?? <span className="font-sans text-ink-3">{t('approval.limit_none')}</span>
  const columns: Column<StaffLimits>[] = [
    {
      id: 'name',
      header: t('approval.limit_name'),
      grows: true,
      cell: ({ name }) => (
        <span className="flex items-center gap-2">
          <Avatar name={name} size="sm" />
          <bdi className="truncate">{name}</bdi>
        </span>
      ),
    },
    {
      id: 'role',
      header: t('approval.limit_role'),
      hideBelow: 'md',
      cell: ({ role }) => t(`roles.${role}`),
    },
    {
      id: 'mute',
      header: t('approval.limit_mute'),
      numeric: true,
      cell: ({ limits: { longestMuteMs } }) =>
        limit(longestMuteMs === null ? null : Math.floor(longestMuteMs / HOUR_MS)),
    },
    {
      id: 'group',
      header: t('approval.limit_group'),
      numeric: true,
      cell: ({ limits }) => limit(limits.largestGroup),
    },
  ]
  if (!edit) return columns
  return [
    ...columns,
    {
      id: 'edit',
      header: <span className="sr-only">{t('approval.limit_edit')}</span>,
      cell: (row) => (
        <Button
          onClick={() => edit(row)}
          aria-label={`${t('approval.limit_edit')}: ${row.name}`}
          variant="ghost"
        >
          {t('approval.limit_edit')}…
        </Button>
      ),
    },
  ]
}
