import { z } from 'zod'
import { cancelAction } from '@/server/actions/settle'
import { ledgerFor } from '@/server/features/cases/ledger-for'
import { procedure, router } from '@/server/trpc/init'
import { getLedger } from './get'
import { ledgerAuthors, listLedger } from './list'
import { ledgerListInput } from './schema'

const ledgerId = z.object({ id: z.uuid() })

/** The list of actions, and each with all that happened to it. */
export const ledgerRouter = router({
  list: procedure('ledger.read')
    .input(ledgerListInput)
    .query(async ({ ctx, input }) => {
      const { items, nextCursor } = await listLedger(ctx.env.db, input, ctx.actor)
      return { items: await ledgerFor(ctx.env.db, ctx.actor, items), nextCursor }
    }),
  authors: procedure('ledger.read').query(({ ctx }) => ledgerAuthors(ctx.env.db)),
  get: procedure('ledger.read')
    .input(ledgerId)
    .query(async ({ ctx, input }) => {
      const found = await getLedger(ctx.env.db, input.id, ctx.actor)
      const [item] = await ledgerFor(ctx.env.db, ctx.actor, [found])
      return item ?? found
    }),
  cancel: procedure('ledger.cancel')
    .input(ledgerId)
    .mutation(({ ctx, input }) =>
      ctx.env.db.prisma.$transaction((tx) => cancelAction(ctx.env, tx, input.id, ctx.actor, ctx.requestId)),
    ),
})
