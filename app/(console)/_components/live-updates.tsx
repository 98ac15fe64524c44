'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { type QueryFilters, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import type { LiveEvent } from '@/server/live/topics'
import { coalesce } from './coalesce'
import { publish } from './live-store'
import { rereadLate } from './reread-late'
import { useLiveStream } from './use-live-stream'

const OfflineBanner = dynamic(() => import('./offline-banner'), { ssr: false })

/** Makes each live event read again what it touches, and says when live updates stopped. */
export function LiveUpdates() {
  const refresh = useRefresh()
  const queryClient = useQueryClient()
  const late = useRef<ReturnType<typeof rereadLate>>(null)
  useEffect(() => {
    const listening = rereadLate(queryClient)
    late.current = listening
    return listening.stop
  }, [queryClient])
  const stream = useLiveStream((event) => {
    refresh(event)
    late.current?.heard(event)
    publish(event)
  })
  return stream === 'open' ? null : <OfflineBanner signedOut={stream === 'signed_out'} />
}

/**
 * What a live event makes the page read again. Lists whose order would move what somebody reads are not here: they
 * listen themselves (live-store.ts).
 */
function useRefresh(): (event: LiveEvent) => void {
  const queryClient = useQueryClient()
  const trpc = useTRPC()
  const [refresh] = useState(() => {
    const again = (filter: QueryFilters) =>
      coalesce(() => queryClient.invalidateQueries(filter, { cancelRefetch: false }))
    const counts = again(trpc.cases.counts.pathFilter())
    const oneCase = again(trpc.cases.get.pathFilter())
    const part = again(trpc.evidence.part.pathFilter())
    const notices = again(trpc.notices.ofCase.pathFilter())
    const group = again(trpc.groups.get.pathFilter())
    const groups = again(trpc.groups.list.pathFilter())
    const live = again(trpc.groups.live.pathFilter())
    const members = again(trpc.groups.members.pathFilter())
    const batches = again(trpc.batches.pathFilter())
    const drift = again(trpc.drift.pathFilter())
    const approvals = again(trpc.approvals.pathFilter())
    const desk = again(trpc.desk.pathFilter())
    const touched: Record<LiveEvent['topic'], (() => void)[]> = {
      hello: [counts, oneCase, part, notices, group, groups, batches, drift, approvals, desk],
      case: [counts, oneCase, part, notices, group],
      batch: [batches],
      approval: [approvals, oneCase],
      drift: [drift],
      ledger: [oneCase, group, live, members],
      group: [oneCase, group, groups, live],
      presence: [],
      user: [],
      message: [],
      audit: [],
      desk: [desk],
      invite: [],
      inbox: [counts],
      alert: [],
    }
    return (event: LiveEvent) => {
      for (const read of touched[event.topic]) read()
    }
  })
  return refresh
}
