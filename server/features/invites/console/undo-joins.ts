import { prepareBatch } from '@/server/actions/batch/prepare'
import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { SANCTIONED } from './arrivals'
import type { UndoJoins } from './schema'

/**
 * Begins planning to remove people again who came by a link: all of them, those who were sanctioned since, or chosen
 * ones. Who left by themselves is left out by the plan, and so is who came again since, by another link or by staff: it is
 * not this link that they are there by. Returns the batch's number. Throws DomainError `not_found`,
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
      SELECT DISTINCT ON (l.subject_id) l.subject_id, NULL::jsonb AS input,
        CASE WHEN ${CAME_OTHERWISE} THEN '{"key": "came_otherwise"}'::jsonb END AS why
      FROM redemption AS r JOIN ledger AS l ON l.id = r.ledger_id
      WHERE r.invite_id = ${inviteId}::uuid AND r.state = 'joined' AND ${chosen(which)}
      ORDER BY l.subject_id, r.id DESC`
    const id = await prepareBatch(tx, by, { action: 'member.kick', input: {}, targets })
    return await tx.batch.findUniqueOrThrow({ where: { id }, select: { number: true } })
  })
}

/** On `l`, the row of a join: the same person was let in once more, and not by this link. */
const CAME_OTHERWISE = Prisma.sql`EXISTS (
  SELECT FROM ledger AS again LEFT JOIN redemption AS by_link ON by_link.ledger_id = again.id
  WHERE again.subject_kind = l.subject_kind AND again.subject_id = l.subject_id AND again.id > l.id
    AND again.state = 'verified' AND again.action IN ('member.add', 'member.accept', 'member.join')
    AND by_link.invite_id IS DISTINCT FROM r.invite_id)`

function chosen(which: UndoJoins['which']): Prisma.Sql {
  if (which === 'all') return Prisma.sql`true`
  if (which === 'sanctioned') return SANCTIONED
  return Prisma.sql`r.id = ANY(${which.redemptionIds}::uuid[])`
}
