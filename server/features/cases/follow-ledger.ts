import type { SettledHook, SettledRow } from '@/server/actions/action-env'
import { tookEffect } from '@/server/actions/transitions'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import { tellInbox } from '@/server/features/inbox/tell'
import { accusedOf } from './accused'
import { conclude } from './conclude'
import { moveCase } from './move'
import { revokeDecision } from './reopen'

/** A case follows the actions that decided it, in the transaction that settles each. */
const FOLLOWER = system('cases')

/**
 * Closes the case when all actions of its decision hold; opens it again, in the hands of whoever decided, as soon as one
 * was cancelled, refused or failed. The others go on: they are no longer a decision's, and the case shows each as it is.
 * Actions that no decision made (a suspension lifted later) do not touch it.
 */
export const followLedger: SettledHook = {
  concerns: ({ caseId, decisionId, staffId }) => caseId !== null && decisionId !== null && staffId !== null,
  follow,
}

async function follow(tx: Tx, row: SettledRow): Promise<void> {
  const { caseId, decisionId } = row
  if (caseId === null || decisionId === null || row.staffId === null) return
  // Of several that settle at once each sees those before it.
  await tx.$queryRaw`SELECT 1 FROM "case" WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`
  const decision = await tx.decision.findUnique({ where: { id: decisionId }, select: { revokedAt: true } })
  if (decision === null || decision.revokedAt !== null) return
  const holds = tookEffect(row.state)
  if (holds && (await someDoNotHold(tx, decisionId))) return
  const event = { type: 'actionSettled', holds, decidedBy: row.staffId, now: Date.now() } as const
  const { before, after } = await moveCase(tx, caseId, event)
  if (holds) return await conclude(tx, decisionId)
  await revokeDecision(tx, caseId)
  // Whoever cancelled it knows.
  if (row.state !== 'cancelled') await tellInbox(tx, row.staffId, { caseId, kind: 'failed', by: null })
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

async function someDoNotHold(tx: Tx, decisionId: string): Promise<boolean> {
  const other = await tx.ledgerRow.findFirst({
    where: { decisionId, state: { notIn: ['verified', 'already_so'] } },
    select: { id: true },
  })
  return other !== null
}
