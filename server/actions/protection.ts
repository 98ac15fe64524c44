import { z } from 'zod'
import type { LedgerSubject } from '@/server/actions/subject'
import { may, type Role } from '@/server/auth/permissions'
import type { Db, Tx } from '@/server/db/client'
import type { LedgerRow } from '@/server/db/generated/client'

/**
 * Whether staff put this group or this person under protection: nobody acts on a protected one without the owner role.
 * Either may be left out.
 */
export async function isProtected(
  { prisma }: Db,
  { groupId, userId }: { groupId?: string | null; userId?: string | null },
): Promise<boolean> {
  const rows = await prisma.$queryRaw`
    SELECT EXISTS (SELECT FROM group_extension WHERE group_id = ${groupId ?? null} AND protected)
      OR EXISTS (SELECT FROM person_extension WHERE user_id = ${userId ?? null} AND protected) AS protected`
  const [row] = z.array(z.object({ protected: z.boolean() })).parse(rows)
  return row?.protected === true
}

/** Whether protection keeps somebody of this role from acting. */
export const keepsOut = ({ isProtected }: { isProtected: boolean }, role: Role): boolean =>
  isProtected && !may(role, 'action.on_protected')

/**
 * Whether protection keeps those from acting who decided on a ledger row: who wrote it down, and the second person who
 * agreed to it or to what waits for it. Their roles as they are now count. What Steward does by itself follows from
 * what somebody decided before, and goes on.
 */
export async function keepsOutDecided(
  { prisma }: Db,
  isProtected: boolean,
  { id, staffId, firstForId }: Pick<LedgerRow, 'id' | 'staffId' | 'firstForId'>,
): Promise<boolean> {
  if (!isProtected || staffId === null) return false
  const ledgerId = { in: firstForId === null ? [id] : [id, firstForId] }
  const deciders = await prisma.staff.findMany({
    where: { OR: [{ id: staffId }, { decided: { some: { ledgerId, state: 'approved' } } }] },
    select: { role: true },
  })
  return deciders.every(({ role }) => keepsOut({ isProtected }, role))
}

type Touching = { subjectId: string; touches: { groupId: string | null; userId: string | null } }

/**
 * The ids of those subjects that are protected now, told by whom they touch. A message is protected with its sender, not
 * with its group.
 */
export async function protectedAmong(
  tx: Tx,
  kind: LedgerSubject,
  subjects: readonly Touching[],
): Promise<Set<string>> {
  const rows = subjects.map(({ subjectId, touches }) => ({
    id: subjectId,
    group_id: kind === 'message' ? null : touches.groupId,
    user_id: touches.userId,
  }))
  const found = await tx.$queryRaw`
    SELECT s.id FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s (id text, group_id text, user_id text)
    WHERE EXISTS (SELECT FROM group_extension AS g WHERE g.group_id = s.group_id AND g.protected)
      OR EXISTS (SELECT FROM person_extension AS p WHERE p.user_id = s.user_id AND p.protected)`
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(found)
      .map(({ id }) => id),
  )
}
