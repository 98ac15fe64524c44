'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { useAddress } from '@/app/_search/use-address'
import { useMe } from '@/app/(console)/_components/me'
import { Skeleton } from '@/components/ui/skeleton'
import { Tabs } from '@/components/ui/tabs'
import type { GroupDetail } from '@/server/features/groups/schema'
import { Members } from './members'

const loading = () => <Skeleton className="mt-4 h-40 w-full" />
const RecentMessages = dynamic(() => import('./recent-messages'), { ssr: false, loading })
const JoinRequests = dynamic(() => import('./join-requests'), { ssr: false, loading })
const RelatedGroups = dynamic(() => import('./related-groups'), { ssr: false, loading })

const TABS = ['members', 'messages', 'requests', 'related'] as const

/** The parts of a group's page that are lists; which one is shown is in the address. */
export function GroupTabs({ group, onChanged }: { group: GroupDetail; onChanged: () => Promise<unknown> }) {
  const t = useTranslations('group')
  const { may } = useMe()
  const address = useAddress()
  const tabs = TABS.filter((id) => id !== 'messages' || may('case.decide'))
  const current = tabs.find((id) => id === address.params.get('tab')) ?? 'members'
  // Another part has nothing to do with what was looked for in this one.
  const changes = (id: string) => ({ tab: id === 'members' ? undefined : id, q: undefined, role: undefined })
  return (
    <>
      <Tabs
        label={t('tabs')}
        current={current}
        tabs={tabs.map((id) => ({ id, label: t(`tab_${id}`), href: address.with(changes(id)) || '?' }))}
        onSelect={(id) => address.set(changes(id), 'push')}
      />
      {current === 'members' && <Members group={group} onChanged={onChanged} />}
      {current === 'messages' && <RecentMessages group={group} onChanged={onChanged} />}
      {current === 'requests' && <JoinRequests group={group} onChanged={onChanged} />}
      {current === 'related' && <RelatedGroups group={group} />}
    </>
  )
}
