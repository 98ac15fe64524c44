'use client'

import { type keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'
import type { ActionName } from '@/server/actions/schema'

export type PlanRequest = { action: ActionName; subjectId: string; input: Record<string, unknown> }

/**
 * What an action would do, asked anew each time it is looked at. Null asks nothing. With `placeholderData` the plan
 * before stays in sight while another input is planned (`isPlaceholderData`).
 */
export function usePlan(
  request: PlanRequest | null,
  options: { placeholderData?: typeof keepPreviousData } = {},
) {
  const trpc = useTRPC()
  return useQuery(
    trpc.actions.plan.queryOptions(request ?? skipToken, { staleTime: 0, gcTime: 0, ...options }),
  )
}
