'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'

const EVERY_MS = 10_000

/** Whether OpenIM answers, asked again every ten seconds. Undefined until it is known. */
export function useHealth() {
  const trpc = useTRPC()
  return useQuery(
    trpc.session.health.queryOptions(undefined, { refetchInterval: EVERY_MS, staleTime: EVERY_MS }),
  ).data
}
