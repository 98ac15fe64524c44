import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import { accusedOf } from './accused'
import { type Moved, moveCase } from './move'
import { forgetDraft } from './save-draft'
import type { CaseOutcome } from './schema'

export type DecideInput = { caseId: string; epoch: number; reason: string }

/**
 * Writes a decision down: one conditional update on the epoch it was opened with, and its row, in the caller's
 * transaction. Throws DomainError `conflict` with the facts of the newer state.
 */
export async function decide(
  tx: Tx,
  actor: StaffActor,
  { caseId, epoch, reason }: DecideInput,
  outcome: Extract<CaseOutcome, 'acted' | 'dismissed'>,
): Promise<Moved & { decisionId: string }> {
  const type = outcome === 'acted' ? 'act' : 'dismiss'
  const moved = await moveCase(tx, caseId, { type, by: actor.id, epoch })
  const sealed = await seal(tx, accusedOf(moved.before), reason)
  const { id } = await tx.decision.create({
    data: { caseId, staffId: actor.id, epoch: moved.after.epoch, outcome, reason: sealed },
    select: { id: true },
  })
  await forgetDraft(tx, caseId, actor.id)
  return { ...moved, decisionId: id }
}
