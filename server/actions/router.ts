import { z } from 'zod'
import { weigh, weighed } from '@/server/actions/approval/settings'
import { proposeOwners } from '@/server/actions/group/candidates'
import { reportedMessages } from '@/server/actions/group/reported'
import { previewRestore } from '@/server/actions/group/restore-preview'
import { restorePreviewInput } from '@/server/actions/group/schema'
import { noteReading } from '@/server/actions/message/note-read'
import { planAction, planFor } from '@/server/actions/plan'
import { actionByHand, type Plan, reasonInput } from '@/server/actions/schema'
import { submitAction } from '@/server/actions/submit'
import { procedure, router } from '@/server/trpc/init'

const planInput = z.object({
  action: actionByHand,
  subjectId: z.string().min(1).max(400),
  input: z.record(z.string(), z.unknown()).default({}),
})
const submitInput = planInput.extend({
  plannedVersion: z.number().int().min(0),
  reason: reasonInput,
  /** Done at once where a second person would have to agree; every owner is told. */
  emergency: z.boolean().optional(),
})

/** Which action may be done is asked of the catalogue's own permission in `prepareIntent`. */
export const actionsRouter = router({
  plan: procedure('action.submit')
    .input(planInput)
    .query(async ({ ctx, input }): Promise<Plan> => {
      const plan = await planAction(ctx.env, input, ctx.requestId)
      await noteReading(ctx.env.db, ctx, plan)
      const approval = await weigh(ctx.env, ctx.actor, weighed(plan, input.input))
      return { ...planFor(ctx.actor.role, plan), approval }
    }),
  /** Who could own a group, the best choice first. */
  ownerCandidates: procedure('group.repair')
    .input(z.object({ groupId: z.string().min(1).max(64) }))
    .query(({ ctx, input }) => proposeOwners(ctx.env, input.groupId, ctx.requestId)),
  /** What a dismissal of this group can delete first. */
  reportedMessages: procedure('message.delete')
    .input(z.object({ groupId: z.string().min(1).max(64) }))
    .query(({ ctx, input }) => reportedMessages(ctx.env.db, ctx.actor.id, input.groupId)),
  /** Whom a restore would bring back. */
  restorePreview: procedure('group.restore')
    .input(restorePreviewInput)
    .query(({ ctx, input }) => previewRestore(ctx.env, input, ctx.requestId)),
  submit: procedure('action.submit')
    .input(submitInput)
    .mutation(({ ctx, input }) => submitAction(ctx, input)),
})
