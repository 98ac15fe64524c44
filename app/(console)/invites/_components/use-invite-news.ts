'use client'

import { type QueryFilters, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { coalesce } from '@/app/(console)/_components/coalesce'
import { listen } from '@/app/(console)/_components/live-store'

/** Reads again what `filter` names whenever a link changes or is used; `id`: only that one. */
export function useInviteNews(filter: QueryFilters, id?: string): void {
  const queryClient = useQueryClient()
  const again = useEffectEvent(() => queryClient.invalidateQueries(filter, { cancelRefetch: false }))
  useEffect(() => {
    const read = coalesce(() => again())
    return listen(({ topic, id: changed }) => {
      if (topic === 'hello' || (topic === 'invite' && (id === undefined || changed === id))) read()
    })
  }, [id])
}
