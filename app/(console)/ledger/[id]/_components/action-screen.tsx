'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useEffectEvent } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { ActionCard } from '@/app/(console)/_components/actions/action-card'
import { listen } from '@/app/(console)/_components/live-store'
import { Failed } from '@/components/table/failed'
import { Card } from '@/components/ui/card'
import { Details } from './details'
import { Timeline } from './timeline'

/** One action: where it stands, what takes it back, how it went, and what it belongs to. */
export function ActionScreen({ id }: { id: string }) {
  const t = useTranslations()
  const named = useNamed()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const { data: item, error, refetch } = useQuery(trpc.ledger.get.queryOptions({ id }))
  const reread = () => queryClient.invalidateQueries(trpc.ledger.pathFilter())
  const hear = useEffectEvent((topic: string, of: string) => {
    if (topic === 'hello' || (topic === 'ledger' && of === id)) void refetch()
  })
  useEffect(() => listen((event) => hear(event.topic, event.id)), [])
  if (!item) {
    return (
      <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {error && refusalText(error)}
      </Failed>
    )
  }
  const label = named('actions', `${item.action}.label`)
  return (
    <div className="px-7 py-4 max-md:px-4">
      <nav className="truncate text-sm text-ink-3" aria-label={t('app.back')}>
        <Link href="/ledger" className="hover:text-ink">
          {t('ledger_page.title')}
        </Link>{' '}
        / {label}
      </nav>
      <h1 className="mt-2 text-xl font-semibold tracking-tight break-words">
        {label} <span className="font-normal text-ink-3">·</span>{' '}
        <bdi className="font-normal">{item.subject.name || item.subject.id}</bdi>
      </h1>
      <div className="mt-5 grid gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="relative grid min-w-0 content-start gap-4">
          <h2 className="sr-only">{t('ledger_page.state')}</h2>
          <ActionCard item={item} undoKey hideSteps onChanged={reread} />
          <Card title={t('ledger_page.timeline')}>
            <Timeline item={item} />
          </Card>
        </div>
        <Details item={item} />
      </div>
    </div>
  )
}
