import { approve } from '@/server/actions/approval/decide'
import { refuse, withdraw } from '@/server/actions/approval/end'
import { procedure, router } from '@/server/trpc/init'
import { approversOf } from './approvers'
import { countApprovals, markSeen } from './counts'
import { getApproval, listApprovals, refuseUnseenRequest } from './queries'
import {
  approvalIdInput,
  approvalListInput,
  approveInput,
  approversInput,
  refuseInput,
  seenInput,
} from './schema'

/** Decisions that a second person has to agree with. */
export const approvalsRouter = router({
  list: procedure('ledger.read')
    .input(approvalListInput)
    .query(({ ctx, input }) => listApprovals(ctx.env.db, ctx.actor, input)),
  get: procedure('ledger.read')
    .input(approvalIdInput)
    .query(({ ctx, input }) => getApproval(ctx.env.db, ctx.actor, input.approvalId)),
  counts: procedure('ledger.read').query(({ ctx }) => countApprovals(ctx.env.db, ctx.actor)),
  /** Names of those who could answer a request of this person's. */
  approvers: procedure('ledger.read')
    .input(approversInput)
    .query(({ ctx, input: { until = null, ...asked } }) =>
      approversOf(ctx.env.db, { ...asked, until, requestedById: ctx.actor.id }),
    ),
  approve: procedure('approval.decide')
    .input(approveInput)
    .mutation(async ({ ctx, input }) => {
      await refuseUnseenRequest(ctx.env.db, ctx.actor, input.approvalId)
      return await approve(ctx.env, ctx, input)
    }),
  refuse: procedure('approval.decide')
    .input(refuseInput)
    .mutation(async ({ ctx, input }) => {
      await refuseUnseenRequest(ctx.env.db, ctx.actor, input.approvalId)
      return await refuse(ctx.env, ctx, input)
    }),
  withdraw: procedure('action.submit')
    .input(approvalIdInput)
    .mutation(({ ctx, input }) => withdraw(ctx.env, ctx, input.approvalId)),
  seen: procedure('approval.oversee')
    .input(seenInput)
    .mutation(({ ctx, input }) => markSeen(ctx.env.db, ctx, input.approvalIds)),
})
