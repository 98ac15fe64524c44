'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { ReadFailed } from '../../_components/read-failed'
import { Told } from '../../_components/told'

/** Who is muted now, and the way back. */
export function MutedReporters() {
  const t = useTranslations('intake')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { may } = useMe()
  const query = useQuery(trpc.reporters.muted.queryOptions())
  const again = () => queryClient.invalidateQueries(trpc.reporters.muted.queryFilter())
  const unmute = useMutation(trpc.reporters.unmute.mutationOptions({ onSettled: again }))
  return (
    <Section title={t('muted_title')}>
      <Told error={unmute.error} />
      {query.isError && !query.data && (
        <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton className="h-16 w-full" />}
      {query.data?.length === 0 && <p className="text-ink-3">{t('muted_none')}</p>}
      <ul className="divide-y divide-line">
        {query.data?.map(({ reporterId, name, until, by }) => (
          <li key={reporterId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <b className="min-w-0 font-medium wrap-anywhere" dir="auto">
              {name}
            </b>
            <code className="text-sm text-ink-3">{reporterId}</code>
            <span className="text-sm text-ink-3">
              {t('until')} <Time at={until} as="moment" /> · {t('by_name', { name: by })}
            </span>
            {may('reporter.mute') && (
              <Button
                className="ml-auto"
                busy={unmute.isPending && unmute.variables.reporterId === reporterId}
                aria-label={t('unmute_of', { name })}
                onClick={() => unmute.mutate({ reporterId })}
              >
                {t('unmute')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
