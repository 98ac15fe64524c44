import { z } from 'zod'
import { may, type Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'

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
