'use client'

import { type QueryFilters, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { coalesce } from '@/app/(console)/_components/coalesce'
import { listen } from '@/app/(console)/_components/live-store'

/** A busy link is told of at each use: it is read again at most so often, ms. */
const CALM_MS = 1_000

/** Reads again what `filter` names whenever a link changes or is used; `id`: only that one. */
export function useInviteNews(filter: QueryFilters, id?: string): void {
  const queryClient = useQueryClient()
  const again = useEffectEvent(() => queryClient.invalidateQueries(filter, { cancelRefetch: false }))
  useEffect(() => {
    const read = coalesce(async () => {
      await again()
      await new Promise((resolve) => setTimeout(resolve, CALM_MS))
    })
    return listen(({ topic, id: changed }) => {
      if (topic === 'hello' || (topic === 'invite' && (id === undefined || changed === id))) read()
    })
  }, [id])
}
