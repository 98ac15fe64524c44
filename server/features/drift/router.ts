import { z } from 'zod'
import { acceptDrift } from '@/server/actions/drift/accept'
import { reasonInput } from '@/server/actions/schema'
import { procedure, router } from '@/server/trpc/init'
import { countDrift, listDrift } from './queries'

const listInput = z.object({
  open: z.boolean().default(true),
  groupId: z.string().min(1).max(64).optional(),
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

/** What puts a disagreement right is an ordinary action: its remedy. */
export const driftRouter = router({
  list: procedure('ledger.read')
    .input(listInput)
    .query(({ ctx, input }) => listDrift(ctx.env.db, input)),
  counts: procedure('ledger.read').query(({ ctx }) => countDrift(ctx.env.db)),
  accept: procedure('drift.accept')
    .input(z.object({ id: z.uuid(), reason: reasonInput }))
    .mutation(({ ctx, input }) => ctx.env.db.prisma.$transaction((tx) => acceptDrift(tx, ctx, input))),
})
