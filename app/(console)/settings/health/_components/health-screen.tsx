'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Failed } from '@/components/table/failed'
import { Notice } from '@/components/ui/notice'
import { HealthOutline } from './health-outline'
import { OpenimCard } from './openim-card'
import { Processes } from './processes'
import { StorageCard, TokenCard, WorkCard } from './service-cards'
import { useClock } from './use-clock'
import { Warnings } from './warnings'
import { WebhooksCard } from './webhooks-card'

const EVERY_MS = 5_000

/** The health page, read again every five seconds. What was read stays when reading it again fails. */
export function HealthScreen() {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const clock = useClock()
  const { data, isError, error, refetch } = useQuery(
    trpc.health.get.queryOptions(undefined, { refetchInterval: EVERY_MS, staleTime: EVERY_MS, retry: false }),
  )
  if (!data && !isError) return <HealthOutline />
  if (!data) {
    return (
      <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {refusalText(error)}
      </Failed>
    )
  }
  const readAt = clock(data.at)
  return (
    <div className="h-full overflow-y-auto px-7 py-5 max-md:px-4">
      <div className="max-w-[1120px]">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-xl font-semibold tracking-tight">{t('health_page.title')}</h1>
          <p className="text-ink-3">{t('health_page.lead')}</p>
          <p className="ml-auto font-mono text-sm text-ink-3 max-md:ml-0 max-md:basis-full">
            {t('health_page.read_at', { time: readAt })}
          </p>
        </header>
        {isError && (
          <Notice tone="danger" role="alert" className="mt-4">
            {t('health_page.stale', { time: readAt })}
          </Notice>
        )}
        <Warnings warnings={data.warnings} />
        <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
          <OpenimCard health={data} />
          <div className="grid gap-4">
            <TokenCard token={data.token} />
            <StorageCard health={data} />
            <WorkCard health={data} />
            <WebhooksCard webhooks={data.webhooks} />
          </div>
        </div>
        <Processes processes={data.processes} at={data.at} />
      </div>
    </div>
  )
}
