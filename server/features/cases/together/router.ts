import { procedure, router } from '@/server/trpc/init'
import { decideTogether } from './decide'
import { planTogether } from './plan'
import { decideTogetherInput, planTogetherInput, togetherIdInput } from './schema'
import { takeBackTogether } from './take-back'

/** One decision for several cases. */
export const togetherRouter = router({
  planTogether: procedure('case.decide')
    .input(planTogetherInput)
    .query(({ ctx, input }) => planTogether(ctx.env, ctx, input)),
  decideTogether: procedure('case.decide')
    .input(decideTogetherInput)
    .mutation(({ ctx, input }) => decideTogether(ctx.env, ctx, input)),
  takeBackTogether: procedure('case.decide')
    .input(togetherIdInput)
    .mutation(({ ctx, input }) => takeBackTogether(ctx.env, ctx, input.togetherId)),
})
