import { procedure, router } from '@/server/trpc/init'
import { getAudit } from './get'
import { listAudit } from './list'
import { auditIdInput, auditListInput } from './schema'

/** What was done, by whom and why. */
export const auditRouter = router({
  list: procedure('audit.read')
    .input(auditListInput)
    .query(({ ctx, input }) => listAudit(ctx.env.db, input, ctx.actor)),
  get: procedure('audit.read')
    .input(auditIdInput)
    .query(({ ctx, input }) => getAudit(ctx.env.db, input.id, ctx.actor)),
})
