import { prepareBatch } from '@/server/actions/batch/prepare'
import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { SANCTIONED } from './arrivals'
import type { UndoJoins } from './schema'

/**
 * Begins planning to remove people again who came by a link: all of them, those who were sanctioned since, or chosen
 * ones. Who left by themselves is left out by the plan. Returns the batch's number. Throws DomainError `not_found`,
 * `forbidden`, `invalid` (`nothing_chosen`, `too_many_chosen`).
 */
export async function prepareUndoJoins(
  { prisma }: Db,
  by: { actor: StaffActor; requestId: string },
  { inviteId, which }: UndoJoins,
): Promise<{ number: number }> {
  return await prisma.$transaction(async (tx) => {
    const invite = await tx.invite.findUnique({ where: { id: inviteId }, select: { id: true } })
    if (!invite) throw new DomainError('not_found', 'not_found')
    const targets = Prisma.sql`
      SELECT l.subject_id, NULL::jsonb AS input, NULL::jsonb AS why
      FROM redemption AS r JOIN ledger AS l ON l.id = r.ledger_id
      WHERE r.invite_id = ${inviteId}::uuid AND r.state = 'joined' AND ${chosen(which)} ORDER BY r.id`
    const id = await prepareBatch(tx, by, { action: 'member.kick', input: {}, targets })
    return await tx.batch.findUniqueOrThrow({ where: { id }, select: { number: true } })
  })
}

function chosen(which: UndoJoins['which']): Prisma.Sql {
  if (which === 'all') return Prisma.sql`true`
  if (which === 'sanctioned') return SANCTIONED
  return Prisma.sql`r.id = ANY(${which.redemptionIds}::uuid[])`
}
