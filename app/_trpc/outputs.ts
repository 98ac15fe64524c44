import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/trpc/root'

/** What each procedure answers, as it arrives: `Outputs['audit']['get']`. */
export type Outputs = inferRouterOutputs<AppRouter>
