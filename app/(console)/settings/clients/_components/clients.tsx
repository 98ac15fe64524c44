'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { FreshSecret } from '@/server/features/api-clients/schema'
import { ReadFailed } from '../../_components/read-failed'
import { SettingsFrame } from '../../_components/settings-frame'
import { ClientLine, type Doing } from './client-line'

const ClientDialog = dynamic(() => import('./client-dialog'), { ssr: false })
const RotateDialog = dynamic(() => import('./rotate-dialog'), { ssr: false })
const RevokeDialog = dynamic(() => import('./revoke-dialog'), { ssr: false })
const SecretDialog = dynamic(() => import('./secret-dialog'), { ssr: false })

/** Backends with a key of their own: what they may do, when they were used. Owners make and end them. */
export function Clients() {
  const t = useTranslations('intake')
  const trpc = useTRPC()
  const { may } = useMe()
  const query = useQuery(trpc.apiClients.list.queryOptions())
  const [doing, setDoing] = useState<Doing | null>(null)
  const [fresh, setFresh] = useState<FreshSecret | null>(null)
  const mayWrite = may('api_client.manage')
  const close = () => setDoing(null)
  const show = (secret: FreshSecret) => {
    close()
    setFresh(secret)
  }
  const row = query.data?.find(({ id }) => id === doing?.id) ?? null
  return (
    <SettingsFrame
      title={t('clients_title')}
      lead={t('clients_lead')}
      note={!mayWrite && t('owners_change')}
      action={
        mayWrite && (
          <Button size="md" variant="primary" onClick={() => setDoing({ what: 'edit', id: '' })}>
            {t('client_new')}…
          </Button>
        )
      }
    >
      {query.isError && !query.data && (
        <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton className="h-44 w-full" />}
      {query.data?.length === 0 && <p className="text-ink-3">{t('none')}</p>}
      {query.data && query.data.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {query.data.map((client) => (
            <ClientLine key={client.id} client={client} mayWrite={mayWrite} onDo={setDoing} />
          ))}
        </ul>
      )}
      {doing?.what === 'edit' && <ClientDialog row={row} onClose={close} onMade={show} />}
      {doing?.what === 'rotate' && row && <RotateDialog row={row} onClose={close} onMade={show} />}
      {doing?.what === 'revoke' && row && <RevokeDialog row={row} onClose={close} />}
      {fresh && <SecretDialog fresh={fresh} onClose={() => setFresh(null)} />}
    </SettingsFrame>
  )
}
