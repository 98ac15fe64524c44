import type { Tx } from '@/server/db/client'
import { enqueue } from '@/server/jobs/enqueue'
import { TAKE_BACK_MS } from './take-back-time'

/**
 * What follows once a decision holds, in the transaction that closes its case: whoever is to be told is told, and it may
 * be looked at again. One of no violation waits until it can no longer be taken back.
 */
export async function conclude(tx: Tx, decisionId: string): Promise<void> {
  const { outcome } = await tx.decision.findUniqueOrThrow({
    where: { id: decisionId },
    select: { outcome: true },
  })
  const at = new Date(Date.now() + (outcome === 'dismissed' ? TAKE_BACK_MS : 0))
  await enqueue(tx, 'decisions.follow_up', { decisionId }, `decision:${decisionId}`, at)
}
