import { DomainError } from '@/server/errors'
import { procedure, router } from '@/server/trpc/init'
import { getAudit } from './get'
import { auditIdInput, auditListInput } from './schema'
import { auditFor, listSeenAudit } from './seen'

/** What was done, by whom and why. */
export const auditRouter = router({
  list: procedure('audit.read')
    .input(auditListInput)
    .query(({ ctx, input }) => listSeenAudit(ctx.env.db, ctx.actor, input)),
  get: procedure('audit.read')
    .input(auditIdInput)
    .query(async ({ ctx, input }) => {
      const [row] = await auditFor(ctx.env.db, ctx.actor, [await getAudit(ctx.env.db, input.id, ctx.actor)])
      if (!row) throw new DomainError('not_found', 'not_found')
      return row
    }),
})
