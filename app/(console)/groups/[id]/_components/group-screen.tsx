'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { SubjectLedger } from '@/app/(console)/_components/actions/subject-ledger'
import { useMe } from '@/app/(console)/_components/me'
import { CardOutline } from '@/app/(console)/invites/_components/card-outline'
import { Failed } from '@/components/table/failed'
import { UserText } from '@/components/ui/user-text'
import { Cases } from './cases'
import { Drift } from './drift'
import { GroupHead } from './group-head'
import { GroupNotes } from './group-notes'
import { GroupTabs } from './group-tabs'
import { Holds } from './holds'
import { Kept } from './kept'
import { MostReported } from './most-reported'
import { Snapshot } from './snapshot'

const GroupInvites = dynamic(() => import('./group-invites'), {
  ssr: false,
  loading: () => <CardOutline />,
})

/** A group: what it is in OpenIM, what Steward did to it and keeps about it, who is in it. */
export function GroupScreen({ groupId }: { groupId: string }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const { may } = useMe()
  const { data: group, error, refetch } = useQuery(trpc.groups.get.queryOptions({ groupId }))
  if (!group) {
    return (
      <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {error && refusalText(error)}
      </Failed>
    )
  }
  const reread = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.groups.get.queryFilter({ groupId })),
      queryClient.invalidateQueries(trpc.groups.live.queryFilter({ groupId })),
      queryClient.invalidateQueries(trpc.drift.list.pathFilter()),
    ])
  return (
    <div className="px-7 py-4 max-md:px-4">
      <nav className="truncate text-sm text-ink-3" aria-label={t('app.back')}>
        <Link href="/groups" className="hover:text-ink">
          {t('groups.title')}
        </Link>{' '}
        / <span dir="auto">{group.name}</span>
      </nav>
      <GroupHead group={group} onChanged={reread} />
      <Drift group={group} onChanged={reread} />
      {group.introduction && (
        <UserText label={group.name} className="mt-4 max-w-prose text-ink-2">
          {group.introduction}
        </UserText>
      )}
      <div className="mt-5 grid gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="min-w-0 max-lg:order-last">
          <GroupTabs group={group} onChanged={reread} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <SubjectLedger
            items={group.ledger}
            empty={t('ledger.empty')}
            whole={{
              href: `/ledger?group=${encodeURIComponent(groupId)}` as Route,
              label: t('group.ledger_whole'),
            }}
            onChanged={reread}
          />
          <Holds group={group} />
          <Kept group={group} onChanged={reread} />
          {may('invite.read') && <GroupInvites group={group} />}
          {may('case.read') && <Cases group={group} />}
          {may('case.read') && <MostReported group={group} />}
          {may('case.read') && <GroupNotes groupId={groupId} />}
          <Snapshot group={group} />
        </div>
      </div>
    </div>
  )
}
