'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { Failed } from '@/components/table/failed'
import { buttonClass } from '@/components/ui/button-class'
import { ChipSelect } from '@/components/ui/chip-select'
import { Empty } from '@/components/ui/empty'
import { Skeleton } from '@/components/ui/skeleton'
import type { Insights, InsightsInput } from '@/server/features/insights/schema'
import { KeyFigures } from './key-figures'
import { hrefOfPeriod, PeriodBar } from './period-bar'
import { QueuesTable } from './queues-table'
import { TeamsChart } from './teams-chart'
import { AgeChart, BacklogChart, OutcomeChart, SpeedChart } from './work-charts'

/** Backlog, ages, times, deadlines, outcomes and second looks of a period; by queue, never by person. */
export function InsightsScreen({ input }: { input: InsightsInput }) {
  const t = useTranslations('insights')
  const trpc = useTRPC()
  const { may } = useMe()
  const query = useQuery(trpc.insights.get.queryOptions(input))
  const address = new URLSearchParams({ from: input.from, to: input.to, tz: input.timeZone })
  if (input.queue) address.set('queue', input.queue)
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="mb-3.5 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
        <p className="text-ink-3">{t('lead')}</p>
        {may('list.export') && (
          <a href={`/api/exports/insights?${address}`} download className={`${buttonClass()} ml-auto`}>
            {t('export')}
          </a>
        )}
      </header>
      <PeriodBar path="/insights" period={input} queue={input.queue} />
      <QueueChoice input={input} />
      <Body query={query} />
    </div>
  )
}

function QueueChoice({ input }: { input: InsightsInput }) {
  const t = useTranslations('insights')
  const router = useRouter()
  const { role } = useMe()
  const { queues } = useDesk()
  // Members and owners only see what is in restricted queues.
  const seen = queues.filter(({ restricted, mine }) => !restricted || mine || role === 'owner')
  return (
    <div className="mt-2.5">
      <ChipSelect
        label={t('queue')}
        value={input.queue ?? ''}
        neutral=""
        options={[
          { value: '', label: t('all_queues') },
          ...seen.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(queue) => router.push(hrefOfPeriod('/insights', input, queue))}
      />
    </div>
  )
}

type Query = {
  data: Insights | undefined
  error: Parameters<ReturnType<typeof useRefusalText>>[0] | null
  refetch: () => Promise<unknown>
}

function Body({ query: { data, error, refetch } }: { query: Query }) {
  const t = useTranslations()
  const refusalText = useRefusalText()
  if (!data && error)
    return (
      <Failed title={t('table.failed_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {refusalText(error)}
      </Failed>
    )
  if (!data) return <Skeleton className="mt-5 h-96" />
  const isQuiet =
    data.backlog.open === 0 && data.series.every(({ opened, ended, open }) => opened + ended + open === 0)
  return (
    <>
      {data.partial && <p className="mt-2.5 text-sm text-ink-3">{t('insights.partial')}</p>}
      {isQuiet ? (
        <Empty title={t('insights.empty_title')}>{t('insights.empty_text')}</Empty>
      ) : (
        <>
          <KeyFigures insights={data} />
          <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
            <BacklogChart insights={data} />
            <SpeedChart insights={data} />
            <AgeChart insights={data} />
            <OutcomeChart insights={data} />
          </div>
          <QueuesTable insights={data} />
          {data.teams.length > 0 && (
            <div className="mt-4">
              <TeamsChart insights={data} />
            </div>
          )}
        </>
      )}
    </>
  )
}
