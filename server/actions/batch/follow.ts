import { z } from 'zod'
import type { SettledHook } from '@/server/actions/action-env'

const outcome = z.object({ code: z.string(), facts: z.record(z.string(), z.json()).default({}) })

/** An item's result is its ledger row's, in the transaction that settles it. */
export const followBatch: SettledHook = async (tx, { id, batchId, state, outcome: ended }) => {
  if (batchId === null) return
  const { code, facts } = outcome.parse(ended)
  const why = JSON.stringify({ key: code, values: facts })
  await tx.$executeRaw`
    UPDATE batch_item SET state = ${state}::text::"BatchItemState", why = ${why}::jsonb WHERE ledger_id = ${id}::uuid`
}
