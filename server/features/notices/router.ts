import { z } from 'zod'
import { refuseHidden } from '@/server/features/appeals/blind'
import { refuseUnseen } from '@/server/features/cases/sight'
import { readSetting } from '@/server/settings'
import { procedure, router } from '@/server/trpc/init'
import { noticesOfCase } from './read'
import { setAfterDecisionInput } from './schema'
import { setAfterDecision } from './set'
import { AFTER_DECISION } from './settings'

/** What people are told after decisions. */
export const noticesRouter = router({
  ofCase: procedure('case.read')
    .input(z.object({ caseId: z.uuid() }))
    .query(async ({ ctx, input }) => {
      await refuseUnseen(ctx.env.db, ctx.actor.id, input.caseId)
      await refuseHidden(ctx.env.db, ctx.actor.id, input)
      return await noticesOfCase(ctx.env.db, input.caseId)
    }),
  settings: procedure('setting.read').query(({ ctx }) => readSetting(ctx.env.db.prisma, AFTER_DECISION)),
  setSettings: procedure('setting.write')
    .input(setAfterDecisionInput)
    .mutation(({ ctx, input }) => setAfterDecision(ctx.env, ctx, input)),
})
