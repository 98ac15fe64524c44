import { z } from 'zod'
import { cancelAction } from '@/server/actions/settle'
import { procedure, router } from '@/server/trpc/init'
import { getLedger } from './get'
import { ledgerAuthors, listLedger } from './list'
import { ledgerListInput } from './schema'

const ledgerId = z.object({ id: z.uuid() })

/** The list of actions, and each with all that happened to it. */
export const ledgerRouter = router({
  list: procedure('ledger.read')
    .input(ledgerListInput)
    .query(({ ctx, input }) => listLedger(ctx.env.db, input, ctx.actor)),
  authors: procedure('ledger.read').query(({ ctx }) => ledgerAuthors(ctx.env.db)),
  get: procedure('ledger.read')
    .input(ledgerId)
    .query(({ ctx, input }) => getLedger(ctx.env.db, input.id, ctx.actor)),
  cancel: procedure('ledger.cancel')
    .input(ledgerId)
    .mutation(({ ctx, input }) =>
      ctx.env.db.prisma.$transaction((tx) => cancelAction(ctx.env, tx, input.id, ctx.actor, ctx.requestId)),
    ),
})
