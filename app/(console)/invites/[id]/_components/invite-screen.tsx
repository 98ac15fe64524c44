'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Failed } from '@/components/table/failed'
import { useInviteNews } from '../../_components/use-invite-news'
import { Arrivals } from './arrivals'
import { InviteHead } from './invite-head'
import { LinkCard } from './link-card'
import { StateNotice } from './state-notice'
import { TurnedAway } from './turned-away'
import { UsesChart } from './uses-chart'

/** One link: what it allows, how it was used, and who came by it. */
export function InviteScreen({ input }: { input: { key: string; timeZone: string } }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { data: invite, error, refetch } = useQuery(trpc.invites.get.queryOptions(input))
  useInviteNews(trpc.invites.pathFilter(), invite?.id)
  if (!invite) {
    return (
      <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {error && refusalText(error)}
      </Failed>
    )
  }
  return (
    <div className="px-7 py-4 max-md:px-4">
      <nav className="truncate text-sm text-ink-3" aria-label={t('app.back')}>
        <Link href="/invites" className="hover:text-ink">
          {t('invites.title')}
        </Link>{' '}
        / <code className="text-xs">{invite.spelled}</code>
      </nav>
      <InviteHead invite={invite} />
      <StateNotice invite={invite} />
      <div className="mt-5 grid gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 max-lg:order-last">
          <UsesChart invite={invite} />
          <Arrivals invite={invite} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <LinkCard invite={invite} />
          <TurnedAway invite={invite} />
        </div>
      </div>
    </div>
  )
}
