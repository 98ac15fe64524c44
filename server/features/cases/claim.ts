import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { accusedOf } from './accused'
import { moveCase } from './move'

/** Who asks, and under which request id it is audited. */
export type By = { actor: StaffActor; requestId: string }

/**
 * Claims a case: a lease until `expiresAt` (ms), renewed by heartbeats. The holder's second claim renews it.
 * Throws DomainError `conflict` / `claim_held` with `{name, expiresAt}` of whoever holds it, or `case_not_open`.
 */
export async function claimCase(
  { prisma }: Db,
  by: By,
  caseId: string,
): Promise<{ epoch: number; expiresAt: number }> {
  return await prisma.$transaction(async (tx) => {
    const now = Date.now()
    const { before, after } = await moveCase(tx, caseId, { type: 'claim', by: by.actor.id, now })
    if (after.epoch !== before.epoch) {
      await appendAudit(tx, {
        ...by,
        action: 'case.claimed',
        subject: accusedOf(before),
        before: { epoch: before.epoch, heldBy: before.claimedById },
        after: { epoch: after.epoch, heldBy: by.actor.id },
        caseId,
      })
    }
    return { epoch: after.epoch, expiresAt: after.claim?.expiresAt ?? now }
  })
}
