import type { SettledHook } from '@/server/actions/action-env'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import { accusedOf } from './accused'
import { moveCase } from './move'
import { revokeDecision } from './reopen'

/** A case follows the action that decided it, in the transaction that settles the action. */
const FOLLOWER = system('cases')

/**
 * Closes the case when its action holds; opens it again, in the hands of whoever decided, when the action was cancelled,
 * refused or failed. Actions that no decision made (a suspension lifted later) do not touch it.
 */
export const followLedger: SettledHook = async (tx, row) => {
  const { caseId, decisionId } = row
  if (caseId === null || decisionId === null || row.staffId === null) return
  const decision = await tx.decision.findUnique({ where: { id: decisionId }, select: { revokedAt: true } })
  if (decision === null || decision.revokedAt !== null) return
  const holds = row.state === 'verified' || row.state === 'already_so'
  const event = { type: 'actionSettled', holds, decidedBy: row.staffId, now: Date.now() } as const
  const { before, after } = await moveCase(tx, caseId, event)
  if (holds) return
  await revokeDecision(tx, caseId)
  await appendAudit(tx, {
    actor: FOLLOWER,
    action: 'case.reopened',
    subject: accusedOf(before),
    before: { state: before.state, outcome: before.outcome },
    after: { state: after.state, epoch: after.epoch, action: row.action, ended: row.state },
    requestId: row.id,
    ledgerId: row.id,
    caseId,
  })
}
