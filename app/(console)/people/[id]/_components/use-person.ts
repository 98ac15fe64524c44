'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { hasEnded } from '@/app/(console)/_components/actions/ledger-look'
import { coalesce } from '@/app/(console)/_components/coalesce'
import { listen } from '@/app/(console)/_components/live-store'

/** One person, read again whenever something happened to them or to an action on them that is under way. */
export function usePerson(userId: string) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.people.get.queryOptions({ userId }))
  const reread = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.people.get.queryFilter({ userId }), { cancelRefetch: false }),
      queryClient.invalidateQueries(trpc.people.groups.pathFilter(), { cancelRefetch: false }),
    ])
  const underWay = (ledgerId: string) =>
    query.data?.ledger.some((item) => item.id === ledgerId && !hasEnded(item.state)) ?? false
  const isAbout = useEffectEvent((event: { topic: string; id: string }) => {
    if (event.topic === 'hello') return true
    if (event.topic === 'ledger') return underWay(event.id)
    return event.topic === 'user' && event.id === userId
  })
  const read = useEffectEvent(reread)
  useEffect(() => {
    const again = coalesce(() => read())
    return listen((event) => {
      if (isAbout(event)) again()
    })
  }, [])
  return { ...query, reread }
}
