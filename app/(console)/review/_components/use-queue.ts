'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { coalesce } from '@/app/(console)/_components/coalesce'
import { listen } from '@/app/(console)/_components/live-store'
import type { CaseFilter } from '@/server/features/cases/schema'
import { mergeFresh } from './merge-fresh'

/**
 * The list of cases for a filter, kept up to date without moving what somebody reads: the most urgent first, new cases
 * join where they belong, and the browser keeps what is in sight where it is; oldest first, they join at the end; in any
 * other order they are counted in `arrived` until `showArrived` is called.
 */
export function useQueue(filter: CaseFilter) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const options = trpc.cases.list.infiniteQueryOptions(filter, {
    getNextPageParam: (last) => last.nextCursor,
  })
  const query = useInfiniteQuery(options)
  const listKey = JSON.stringify(options.queryKey)
  const [arrived, setArrived] = useState({ listKey, count: 0 })

  const reread = () => queryClient.invalidateQueries({ queryKey: options.queryKey }, { cancelRefetch: false })
  const merge = async (changedId: string) => {
    const first = await queryClient.fetchQuery(trpc.cases.list.queryOptions(filter, { staleTime: 0 }))
    const data = queryClient.getQueryData(options.queryKey)
    if (!data) return
    const shown = data.pages.flatMap((page) => page.items)
    const merged = mergeFresh(shown, { items: first.items, whole: first.nextCursor === null }, changedId)
    const kept = new Map(merged.items.map((item) => [item.id, item]))
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.flatMap((item) => kept.get(item.id) ?? []),
    }))
    queryClient.setQueryData(options.queryKey, { ...data, pages })
    setArrived({ listKey, count: merged.arrived })
  }

  const refresh = useEffectEvent((changedId: string) =>
    filter.sort === 'oldest' || filter.sort === 'urgent' || changedId === '' ? reread() : merge(changedId),
  )
  useEffect(() => {
    let changedId = ''
    const update = coalesce(() => refresh(changedId))
    return listen((event) => {
      if (event.topic !== 'case' && event.topic !== 'hello') return
      changedId = event.id
      update()
    })
  }, [])

  return {
    query,
    items: query.data?.pages.flatMap((page) => page.items),
    arrived: arrived.listKey === listKey ? arrived.count : 0,
    showArrived: () => {
      setArrived({ listKey, count: 0 })
      void reread()
    },
  }
}
