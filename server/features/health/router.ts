import { procedure, router } from '@/server/trpc/init'
import { systemHealth } from './get'
import { probeOpenim } from './probe'
import { probeInput } from './schema'

/** How Steward and what it needs are. */
export const healthRouter = router({
  get: procedure('health.read').query(({ ctx }) => systemHealth(ctx.env)),
  /** Makes the probe of OpenIM run anew. */
  probe: procedure('health.probe')
    .input(probeInput)
    .mutation(({ ctx, input }) => probeOpenim(ctx.env, ctx, input)),
})
