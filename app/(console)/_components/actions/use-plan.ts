'use client'

import { skipToken, useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'
import type { ActionName } from '@/server/actions/schema'

export type PlanRequest = { action: ActionName; subjectId: string; input: Record<string, unknown> }

/** What an action would do, asked anew each time it is looked at. Null asks nothing. */
export function usePlan(request: PlanRequest | null) {
  const trpc = useTRPC()
  return useQuery(trpc.actions.plan.queryOptions(request ?? skipToken, { staleTime: 0, gcTime: 0 }))
}
