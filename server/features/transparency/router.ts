import { periodInput } from '@/server/features/insights/schema'
import { procedure, router } from '@/server/trpc/init'
import { readTransparency } from './report'

/** Numbers about moderation that can be shown to anybody. */
export const transparencyRouter = router({
  get: procedure('insight.read')
    .input(periodInput)
    .query(({ ctx, input }) => readTransparency(ctx.env.db, input, ctx.actor)),
})
