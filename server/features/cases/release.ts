import { appendAudit } from '@/server/audit/append'
import type { Db } from '@/server/db/client'
import { accusedOf } from './accused'
import type { By } from './claim'
import { moveCase } from './move'

/** Gives a claimed case back to the queue. Throws DomainError `conflict` where it is not this person's any more. */
export async function releaseCase(
  { prisma }: Db,
  by: By,
  { caseId, epoch }: { caseId: string; epoch: number },
): Promise<Record<string, never>> {
  return await prisma.$transaction(async (tx) => {
    const { before, after } = await moveCase(tx, caseId, { type: 'release', by: by.actor.id, epoch })
    await appendAudit(tx, {
      ...by,
      action: 'case.released',
      subject: accusedOf(before),
      before: { epoch: before.epoch, heldBy: before.claimedById },
      after: { epoch: after.epoch, heldBy: null },
      caseId,
    })
    return {}
  })
}
