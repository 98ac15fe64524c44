'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'
import { Dot } from '@/components/ui/dot'
import { Skeleton } from '@/components/ui/skeleton'
import type { Tone } from '@/components/ui/tag'
import type { GroupLive, GroupStatus } from '@/server/features/groups/schema'
import { useHealth } from './use-health'

const TONES: Record<GroupStatus, Tone> = {
  normal: 'ok',
  muted: 'warn',
  banned: 'warn',
  dismissed: 'danger',
  gone: 'neutral',
}

/** While OpenIM is away nothing tells when it can be read again, so it is tried this often, ms. */
const RETRY_MS = 5_000

/** Reads a group from OpenIM now, and again whenever something happened to it. */
export function useGroupLive(groupId: string) {
  const trpc = useTRPC()
  const query = useQuery(
    trpc.groups.live.queryOptions(
      { groupId },
      { staleTime: 5_000, refetchInterval: ({ state }) => state.data?.read === false && RETRY_MS },
    ),
  )
  useHealthAfter(query.data?.read)
  return query
}

/** Asks for OpenIM's health anew where what was read speaks against what the page says of it. */
function useHealthAfter(read: boolean | undefined) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const state = useHealth()?.openim
  useEffect(() => {
    if (read === undefined || state === undefined || read === (state === 'up')) return
    queryClient.invalidateQueries(trpc.session.health.queryFilter())
  }, [read, state, trpc, queryClient])
}

/** What a group is in OpenIM, as it was read, and when. */
export function LiveState({ groupId }: { groupId: string }) {
  const t = useTranslations('case')
  const { data, isError } = useGroupLive(groupId)
  if (isError) return <Unread />
  return (
    <p
      className="ml-3 grid min-w-32 justify-items-end gap-0.5 text-xs whitespace-nowrap max-md:flex max-md:w-full max-md:items-baseline max-md:gap-2 max-md:ml-0 max-md:pl-[52px]"
      aria-live="polite"
    >
      {data ? (
        <LiveFacts live={data} />
      ) : (
        <>
          <span className="sr-only">{t('live_reading')}</span>
          <Skeleton className="my-1 h-3 w-28" />
          <Skeleton className="my-0.5 h-2.5 w-20" />
        </>
      )}
    </p>
  )
}

function LiveFacts({ live }: { live: GroupLive }) {
  const t = useTranslations('case')
  if (!live.read) {
    return (
      <>
        <Unread />
        <span className="text-ink-3">
          {t('live_last_read')} <Time at={live.lastReadAt} as="moment" />
        </span>
      </>
    )
  }
  return (
    <>
      <span className="inline-flex items-center gap-1.5 text-md font-strong">
        <Dot tone={TONES[live.status]} />
        {t(`live_${live.status}`)}
      </span>
      <span className="text-ink-3">
        {t('as_read')} <Time at={live.at} as="clock" />
      </span>
    </>
  )
}

function Unread() {
  const t = useTranslations('case')
  return (
    <span className="inline-flex items-center gap-1.5 text-md text-ink-2">
      <Dot tone="neutral" />
      {t('live_unread')}
    </span>
  )
}
