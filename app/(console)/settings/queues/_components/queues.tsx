'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { QueueRow } from '@/server/features/desk/settings/schema'
import { ReadFailed } from '../../_components/read-failed'
import { RowMenu, useReorder } from '../../_components/row-menu'
import { SettingsFrame } from '../../_components/settings-frame'
import { Told } from '../../_components/told'
import { QueueCard } from './queue-card'

const QueueDialog = dynamic(() => import('./queue-dialog'), { ssr: false })
const MembersDialog = dynamic(() => import('./members-dialog'), { ssr: false })

type Open = { what: 'queue' | 'members'; id: string }

/** Every queue in the order in which their rules are tried. Owners change them; admins say who works there. */
export function Queues() {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const [open, setOpen] = useState<Open | null>(null)
  const query = useQuery(trpc.desk.queues.queryOptions())
  const order = useReorder('queue', query.data?.map(({ id }) => id) ?? [])
  const mayWrite = may('setting.write')
  const close = () => setOpen(null)
  const row = query.data?.find(({ id }) => id === open?.id) ?? null
  const menu = (queue: QueueRow, place: number) => (
    <RowMenu
      of={queue.id}
      items={[
        mayWrite && {
          id: 'edit',
          label: `${t('change')}…`,
          onSelect: () => setOpen({ what: 'queue', id: queue.id }),
        },
        may('desk.arrange') &&
          (mayWrite || !queue.restricted) && {
            id: 'members',
            label: `${t('members')}…`,
            onSelect: () => setOpen({ what: 'members', id: queue.id }),
          },
        mayWrite &&
          place > 0 &&
          queue.id !== 'general' && {
            id: 'up',
            label: t('move_up'),
            onSelect: () => order.up(queue.id),
          },
        mayWrite &&
          queue.id !== 'general' &&
          place < (query.data?.length ?? 0) - 2 && {
            id: 'down',
            label: t('move_down'),
            onSelect: () => order.down(queue.id),
          },
      ]}
    />
  )
  return (
    <SettingsFrame
      title={t('queues_title')}
      lead={t('queues_lead')}
      note={!mayWrite && t('owners_change_queues')}
      action={
        mayWrite && (
          <Button size="md" variant="primary" onClick={() => setOpen({ what: 'queue', id: '' })}>
            {t('queue_new')}…
          </Button>
        )
      }
    >
      <Told error={order.error} />
      {query.isError && !query.data && (
        <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton className="h-44 w-full" />}
      <ol className="grid gap-3">
        {query.data?.map((queue, place) => (
          <li key={queue.id}>
            <QueueCard
              queue={queue}
              place={place + 1}
              menu={menu(queue, place)}
              onMembers={mayWrite ? () => setOpen({ what: 'members', id: queue.id }) : null}
            />
          </li>
        ))}
      </ol>
      {open?.what === 'queue' && <QueueDialog row={row} onClose={close} />}
      {open?.what === 'members' && row && <MembersDialog row={row} onClose={close} />}
    </SettingsFrame>
  )
}
