import { procedure, router } from '@/server/trpc/init'
import { readInsights } from './insights'
import { insightsInput } from './schema'

/** How work on cases goes, by queue and by time, never by person. */
export const insightsRouter = router({
  get: procedure('insight.read')
    .input(insightsInput)
    .query(({ ctx, input }) => readInsights(ctx.env.db, ctx.actor, input)),
})
