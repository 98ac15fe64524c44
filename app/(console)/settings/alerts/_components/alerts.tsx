'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { listen } from '@/app/(console)/_components/live-store'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { EditMenu } from '../../_components/edit-menu'
import { ReadFailed } from '../../_components/read-failed'
import { SettingsFrame } from '../../_components/settings-frame'
import { ChannelCard } from './channel-card'

const ChannelDialog = dynamic(() => import('./channel-dialog'), { ssr: false })
const RemoveDialog = dynamic(() => import('../../_components/remove-dialog'), { ssr: false })

type Open = { what: 'edit' | 'remove'; id: string | null }

/** Every channel with how sending to it went. Owners change them. */
export function Alerts() {
  const t = useTranslations('alerts_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const [open, setOpen] = useState<Open | null>(null)
  const query = useQuery(trpc.alerts.channels.queryOptions())
  const queryClient = useQueryClient()
  const again = useEffectEvent(() => queryClient.invalidateQueries(trpc.alerts.pathFilter()))
  useEffect(
    () =>
      listen(({ topic }) => {
        if (topic === 'alert' || topic === 'hello') void again()
      }),
    [],
  )
  const mayWrite = may('setting.write')
  const close = () => setOpen(null)
  const channels = query.data?.channels ?? []
  const row = channels.find(({ id }) => id === open?.id) ?? null
  return (
    <SettingsFrame
      title={t('title')}
      lead={t('lead')}
      note={!mayWrite && t('owners')}
      action={
        mayWrite && (
          <Button size="md" variant="primary" onClick={() => setOpen({ what: 'edit', id: null })}>
            {t('new')}…
          </Button>
        )
      }
    >
      {query.data?.mail === false && (
        <Notice tone="warn" title={t('no_mail')} className="mb-3">
          {t('no_mail_text')}
        </Notice>
      )}
      {query.isError && !query.data && (
        <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton className="h-44 w-full" />}
      {query.data && channels.length === 0 && (
        <div className="rounded-lg border border-line bg-surface px-4 py-8 text-center">
          <p className="font-semibold">{t('empty_title')}</p>
          <p className="text-ink-3">{t('empty_text')}</p>
        </div>
      )}
      <ul className="grid gap-3">
        {channels.map((channel) => (
          <li key={channel.id}>
            <ChannelCard
              channel={channel}
              mayTest={mayWrite}
              menu={
                mayWrite && (
                  <EditMenu
                    of={channel.name}
                    onEdit={() => setOpen({ what: 'edit', id: channel.id })}
                    onRemove={() => setOpen({ what: 'remove', id: channel.id })}
                  />
                )
              }
            />
          </li>
        ))}
      </ul>
      {open?.what === 'edit' && (open.id === null || row) && (
        <ChannelDialog row={row} mail={query.data?.mail ?? false} onClose={close} />
      )}
      {open?.what === 'remove' && row && <Remove row={row} onClose={close} />}
    </SettingsFrame>
  )
}

function Remove(props: { row: { id: string; name: string; version: number }; onClose: () => void }) {
  const { id, name, version } = props.row
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const remove = useMutation(
    trpc.alerts.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.alerts.pathFilter())
        props.onClose()
      },
      onError: () => queryClient.invalidateQueries(trpc.alerts.pathFilter()),
    }),
  )
  return (
    <RemoveDialog
      of={name}
      busy={remove.isPending}
      error={remove.error}
      onClose={props.onClose}
      onRemove={() => remove.mutate({ id, version })}
    />
  )
}
