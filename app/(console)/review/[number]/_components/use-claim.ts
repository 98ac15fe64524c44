'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { useNow } from '@/components/time/clock'
import { CLAIM_MS, HEARTBEAT_MS } from '@/server/features/cases/claim-times'
import type { CaseDetail } from '@/server/features/cases/schema'

export type Claim = ReturnType<typeof useClaim>

/**
 * This person's claim on a case: whether they hold it, who else does, and what changes it. While they hold it and the
 * page is in sight, a heartbeat renews it.
 */
export function useClaim(item: CaseDetail) {
  const me = useMe()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const now = useNow(1_000)
  const caseKey = trpc.cases.get.queryKey({ number: item.number })

  const reread = () => queryClient.invalidateQueries({ queryKey: caseKey })
  const hold = (expiresAt: number, epoch = item.epoch) =>
    queryClient.setQueryData(caseKey, (kept) =>
      kept ? { ...kept, epoch, claim: { staffId: me.id, name: me.name, expiresAt } } : kept,
    )
  const claim = useMutation(
    trpc.cases.claim.mutationOptions({
      onSuccess: ({ expiresAt, epoch }) => hold(expiresAt, epoch),
      onError: reread,
    }),
  )
  const beat = useMutation(
    trpc.cases.heartbeat.mutationOptions({ onSuccess: ({ expiresAt }) => hold(expiresAt), onError: reread }),
  )
  const release = useMutation(trpc.cases.release.mutationOptions({ onSettled: reread }))

  const open = item.state === 'open'
  const mine = open && item.claim?.staffId === me.id
  const other = open && !mine && item.claim && item.claim.expiresAt > now ? item.claim : null
  const may = open && me.may('case.claim')
  const held = { caseId: item.id, epoch: item.epoch }

  const renew = useEffectEvent(() => {
    if (document.visibilityState !== 'visible' || !item.claim) return
    const age = CLAIM_MS - (item.claim.expiresAt - now)
    if (age > HEARTBEAT_MS / 2) beat.mutate(held)
  })
  useEffect(() => {
    if (!mine) return
    renew()
    const timer = setInterval(renew, HEARTBEAT_MS)
    const seen = () => renew()
    document.addEventListener('visibilitychange', seen)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [mine])

  return {
    mine,
    other,
    free: open && !mine && !other,
    /** Ms until the claim ends, when it is ours. */
    endsIn: mine && item.claim ? item.claim.expiresAt - now : null,
    busy: claim.isPending || release.isPending,
    error: claim.error ?? release.error,
    reread,
    renew: () => beat.mutate(held),
    release: () => release.mutate(held),
    /** Claims the case when nobody holds it; nothing happens otherwise. */
    take: () => {
      if (may && !mine && !other && !claim.isPending) claim.mutate({ caseId: item.id })
    },
    /** The epoch to decide with; claims the case first where that is still to do. */
    epoch: async () => (mine ? item.epoch : (await claim.mutateAsync({ caseId: item.id })).epoch),
  }
}
