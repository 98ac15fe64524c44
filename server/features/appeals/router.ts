import { z } from 'zod'
import { reviewRates } from '@/server/features/samples/rates'
import { procedure, router } from '@/server/trpc/init'
import { decideReview } from './decide-review'
import { appealFor } from './file-appeal'
import { putInVerdict } from './put-in-verdict'
import { decideReviewInput, fileAppealInput, putInVerdictInput } from './schema'

/** Decisions that are looked at again. */
export const appealsRouter = router({
  file: procedure('appeal.file')
    .input(fileAppealInput)
    .mutation(({ ctx, input }) => appealFor(ctx.env.db, ctx, input)),
  decide: procedure('case.decide')
    .input(decideReviewInput)
    .mutation(({ ctx, input }) => decideReview(ctx.env, ctx, input)),
  /** The verdict first; then what was done is shown, and single measures can be eased. */
  putInVerdict: procedure('case.decide')
    .input(putInVerdictInput)
    .mutation(({ ctx, input }) => putInVerdict(ctx.env.db, ctx, input)),
  rates: procedure('case.read')
    .input(z.object({ from: z.number().int().min(0), to: z.number().int().min(0) }))
    .query(({ ctx, input }) => reviewRates(ctx.env.db, ctx.actor, input)),
})
