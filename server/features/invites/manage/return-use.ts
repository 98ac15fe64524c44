import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { InviteBy } from './by'
import { noteInvite } from './note'

/**
 * Gives a use back to its link, once: somebody came, and it shall not count. They may use the link again. Throws
 * DomainError `not_found`, `conflict` / `use_not_taken` while it is only reserved or where it never counted,
 * `use_returned` where it was given back before.
 */
export async function returnUse(
  { prisma }: Db,
  by: InviteBy,
  redemptionId: string,
): Promise<{ inviteId: string }> {
  return await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM redemption WHERE id = ${redemptionId}::uuid FOR NO KEY UPDATE`
    const before = await tx.redemption.findUnique({
      where: { id: redemptionId },
      select: { inviteId: true, userId: true, state: true, counted: true, returnedAt: true },
    })
    if (!before) throw new DomainError('not_found', 'not_found')
    if (before.returnedAt !== null) throw new DomainError('conflict', 'use_returned')
    if (!before.counted || before.state === 'reserved') throw new DomainError('conflict', 'use_not_taken')
    const { inviteId, userId } = before
    await tx.redemption.updateMany({
      where: { id: redemptionId },
      data: { counted: false, returnedAt: new Date() },
    })
    await noteInvite(tx, by, 'invite.use_returned', inviteId, { after: { redemptionId, userId } })
    return { inviteId }
  })
}
