import { z } from 'zod'
import { named, prepareBatch } from '@/server/actions/batch/prepare'
import {
  batchIdInput,
  batchItemsInput,
  prepareBatchInput,
  runBatchInput,
} from '@/server/actions/batch/schema'
import { startBatch, stopBatch } from '@/server/actions/batch/start'
import { prepareUndo } from '@/server/actions/batch/undo'
import { procedure, router } from '@/server/trpc/init'
import { approvalOfBatch } from './approval'
import { getBatch, listBatches, listItems } from './queries'

const page = z.object({
  cursor: z.number().int().min(1).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

/** Which action may be done is asked of its own permission when a batch is prepared and when it is started. */
export const batchesRouter = router({
  /** Begins planning an action on subjects that are named; the worker plans. */
  prepare: procedure('action.submit')
    .input(prepareBatchInput)
    .mutation(async ({ ctx, input: { subjectIds, ...what } }) => {
      const batch = { ...what, targets: named(subjectIds) }
      return { batchId: await ctx.env.db.prisma.$transaction((tx) => prepareBatch(tx, ctx, batch)) }
    }),
  /** Begins planning what takes a batch back. */
  prepareUndo: procedure('action.submit')
    .input(batchIdInput)
    .mutation(async ({ ctx, input }) => ({
      batchId: await ctx.env.db.prisma.$transaction((tx) => prepareUndo(tx, ctx, input.batchId)),
    })),
  start: procedure('action.submit')
    .input(runBatchInput)
    .mutation(({ ctx, input }) => startBatch(ctx.env, ctx, input)),
  stop: procedure('action.submit')
    .input(batchIdInput)
    .mutation(({ ctx, input }) => ctx.env.db.prisma.$transaction((tx) => stopBatch(tx, ctx, input.batchId))),
  get: procedure('ledger.read')
    .input(z.object({ number: z.number().int().min(1).max(2_147_483_647) }).or(batchIdInput))
    .query(async ({ ctx, input }) => {
      const { db } = ctx.env
      const batch = await getBatch(db, 'number' in input ? { number: input.number } : { id: input.batchId })
      return { ...batch, approval: await approvalOfBatch(db, ctx.actor, batch.id) }
    }),
  list: procedure('ledger.read')
    .input(page)
    .query(({ ctx, input }) => listBatches(ctx.env.db, input)),
  items: procedure('ledger.read')
    .input(batchItemsInput)
    .query(({ ctx, input }) => listItems(ctx.env.db, input)),
})
