import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import { accusedOf } from './accused'
import type { By } from './claim'
import { moveCase } from './move'

/** Gives a claimed case back to the queue. Throws DomainError `conflict` where it is not this person's any more. */
export async function releaseCase({ prisma }: Db, by: By, held: Held): Promise<Record<string, never>> {
  return await prisma.$transaction(async (tx) => {
    await releaseIn(tx, by, held)
    return {}
  })
}

/** A case as somebody holds it. */
export type Held = { caseId: string; epoch: number }

/** Gives a claimed case back in the caller's transaction. */
export async function releaseIn(tx: Tx, by: By, { caseId, epoch }: Held): Promise<void> {
  const { before, after } = await moveCase(tx, caseId, { type: 'release', by: by.actor.id, epoch })
  await appendAudit(tx, {
    ...by,
    action: 'case.released',
    subject: accusedOf(before),
    before: { epoch: before.epoch, heldBy: before.claimedById },
    after: { epoch: after.epoch, heldBy: null },
    caseId,
  })
}
