import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { moveCase } from './move'

/**
 * Renews the lease while the case is open on a screen. Nobody is told and nothing is audited: only its end moves.
 * Throws DomainError `conflict` / `case_changed`, `claim_missing` or `case_not_open` once the claim is lost.
 */
export async function heartbeat(
  { prisma }: Db,
  actor: StaffActor,
  { caseId, epoch }: { caseId: string; epoch: number },
): Promise<{ expiresAt: number }> {
  return await prisma.$transaction(async (tx) => {
    const now = Date.now()
    const { after } = await moveCase(tx, caseId, { type: 'heartbeat', by: actor.id, epoch, now })
    return { expiresAt: after.claim?.expiresAt ?? now }
  })
}
