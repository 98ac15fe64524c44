import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'

/**
 * Removes a view: one's own, or, with the permission `view.moderate`, one that somebody shares. Throws DomainError
 * `not_found`, and `forbidden` for a shared view of somebody else.
 */
export async function removeView(
  { prisma }: Pick<Db, 'prisma'>,
  { actor, requestId }: { actor: StaffActor; requestId: string },
  id: string,
): Promise<Record<string, never>> {
  return await prisma.$transaction(async (tx) => {
    const view = await tx.savedView.findUnique({ where: { id } })
    if (!view || (view.staffId !== actor.id && !view.shared)) throw new DomainError('not_found', 'not_found')
    if (view.staffId !== actor.id && !may(actor.role, 'view.moderate'))
      throw new DomainError('forbidden', 'forbidden')
    await tx.savedView.deleteMany({ where: { id } })
    const { kind, name, shared } = view
    await appendAudit(tx, {
      actor,
      action: 'view.removed',
      subject: { kind: 'view', id },
      before: { kind, name, shared, filter: z.json().parse(view.filter) },
      requestId,
    })
    return {}
  })
}
