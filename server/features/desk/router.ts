import { procedure, router } from '@/server/trpc/init'
import { currentPolicy, deskConfig, listTemplates } from './config'
import { policyIdInput } from './schema'

/** What the review desk is configured with. */
export const deskRouter = router({
  config: procedure('desk.read').query(({ ctx }) => deskConfig(ctx.env.db.prisma, ctx.actor.id)),
  policyText: procedure('desk.read')
    .input(policyIdInput)
    .query(({ ctx, input }) => currentPolicy(ctx.env.db.prisma, input.policyId)),
  templates: procedure('desk.read').query(({ ctx }) => listTemplates(ctx.env.db.prisma)),
})
