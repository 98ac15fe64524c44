'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { type Column, DataTable } from '@/components/table/data-table'
import { Button } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import type { ReasonRow } from '@/server/features/desk/settings/schema'
import { ReadFailed } from '../../_components/read-failed'
import { RowMenu, useReorder } from '../../_components/row-menu'
import { SettingsFrame } from '../../_components/settings-frame'
import { Told } from '../../_components/told'
import { useDurationText } from '../../_components/use-duration-text'

const ReasonDialog = dynamic(() => import('./reason-dialog'), { ssr: false })

/** Every reason in the order in which apps offer it. Owners change them. */
export function Reasons() {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const [edited, setEdited] = useState<string | null>(null)
  const query = useQuery(trpc.desk.reasons.queryOptions())
  const order = useReorder('reason', query.data?.map(({ id }) => id) ?? [])
  const mayWrite = may('setting.write')
  const columns = useColumns()
  const row = query.data?.find(({ id }) => id === edited) ?? null
  return (
    <SettingsFrame
      title={t('reasons_title')}
      lead={t('reasons_lead')}
      note={!mayWrite && t('owners_change')}
      action={
        mayWrite && (
          <Button size="md" variant="primary" onClick={() => setEdited('')}>
            {t('reason_new')}…
          </Button>
        )
      }
    >
      <Told error={order.error} />
      <DataTable
        label={t('reasons_title')}
        columns={
          mayWrite
            ? [
                ...columns,
                {
                  id: 'menu',
                  header: <span className="sr-only">{t('change')}</span>,
                  cell: ({ id }) => (
                    <RowMenu
                      of={id}
                      items={[
                        { id: 'edit', label: `${t('change')}…`, onSelect: () => setEdited(id) },
                        { id: 'up', label: t('move_up'), onSelect: () => order.up(id) },
                        { id: 'down', label: t('move_down'), onSelect: () => order.down(id) },
                      ]}
                    />
                  ),
                },
              ]
            : columns
        }
        rows={query.data}
        rowKey={({ id }) => id}
        error={query.isError && <ReadFailed error={query.error} onRetry={() => void query.refetch()} />}
        empty={null}
      />
      {edited !== null && <ReasonDialog row={row} onClose={() => setEdited(null)} />}
    </SettingsFrame>
  )
}

function useColumns(): Column<ReasonRow>[] {
  const t = useTranslations('desk_settings')
  const { reasonName, policyName, queueName } = useDesk()
  const durationText = useDurationText()
  return [
    {
      id: 'name',
      header: t('reason'),
      grows: true,
      cell: ({ id, active, emergency }) => (
        <span className="flex items-center gap-2">
          <span className={active ? undefined : 'text-ink-3'}>{reasonName(id)}</span>
          <code className="text-xs text-ink-3 max-md:hidden">{id}</code>
          {emergency && <Tag tone="danger">{t('emergency')}</Tag>}
          {!active && <Tag>{t('not_in_use')}</Tag>}
        </span>
      ),
    },
    {
      id: 'severity',
      header: t('severity'),
      hideBelow: 'md',
      cell: ({ severity }) => <Severity of={severity} />,
    },
    { id: 'deadline', header: t('deadline'), cell: ({ deadlineMs }) => durationText(deadlineMs) },
    {
      id: 'retention',
      header: t('retention'),
      hideBelow: 'xl',
      cell: ({ retentionDays }) => durationText(retentionDays * 86_400_000),
    },
    {
      id: 'queue',
      header: t('queue'),
      hideBelow: 'lg',
      cell: ({ queueId }) =>
        queueId ? queueName(queueId) : <span className="text-ink-3">{t('by_rules')}</span>,
    },
    {
      id: 'policy',
      header: t('policy'),
      hideBelow: 'lg',
      cell: ({ policyId }) =>
        policyId ? policyName(policyId) : <span className="text-ink-3">{t('none')}</span>,
    },
    {
      id: 'open',
      header: t('open_cases'),
      numeric: true,
      hideBelow: 'md',
      cell: ({ openCases }) => openCases,
    },
  ]
}

/** Never by colour alone: the word says it. */
function Severity({ of }: { of: number }) {
  const t = useTranslations('desk_settings')
  const word = ([t('severity_0'), t('severity_1'), t('severity_2'), t('severity_3')] as const)[of] ?? of
  return of >= 3 ? <Tag tone="danger">{word}</Tag> : word
}
