'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'
import type { Outputs } from '@/app/_trpc/outputs'
import type { BatchState } from '@/server/actions/batch/schema'

export type BatchDetail = Outputs['batches']['get']

/** While the worker is at it, it is read again this often, ms. */
const EVERY_MS = 1_000
const AT_WORK: ReadonlySet<BatchState> = new Set(['planning', 'running', 'stopping'])

/** Whether the worker is at it. */
export const isAtWork = (state: BatchState): boolean => AT_WORK.has(state)

/** One batch, read again every second while something happens to it. */
export function useBatch(number: number) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(
    trpc.batches.get.queryOptions(
      { number },
      { refetchInterval: ({ state }) => state.data !== undefined && isAtWork(state.data.state) && EVERY_MS },
    ),
  )
  return { ...query, reread: () => queryClient.invalidateQueries(trpc.batches.pathFilter()) }
}
