import { procedure, router } from '@/server/trpc/init'
import { listSnapshots } from './list'
import { snapshotListInput } from './schema'

/** Member lists kept for a restore. */
export const snapshotsRouter = router({
  list: procedure('ledger.read')
    .input(snapshotListInput)
    .query(({ ctx, input }) => listSnapshots(ctx.env.db, input)),
})
