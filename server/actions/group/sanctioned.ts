import { z } from 'zod'
import type { Db } from '@/server/db/client'

/**
 * Who of a kept member list is suspended or dismissed in Steward now: a restore brings none of them back. They are few
 * beside the list, so they are looked for in it; `alsoTold` looks at those too whom only a webhook names.
 */
export async function sanctionedIn(
  { prisma }: Db,
  snapshotId: string,
  { alsoTold = false }: { alsoTold?: boolean | undefined } = {},
): Promise<string[]> {
  const rows = await prisma.$queryRaw`
    SELECT m.user_id FROM person_extension AS p
    JOIN snapshot_member AS m ON m.snapshot_id = ${snapshotId}::uuid AND m.user_id = p.user_id
      AND (m.present_at_end OR (m.told AND ${alsoTold}))
    WHERE p.standing IN ('suspended', 'dismissed') ORDER BY m.user_id`
  return z
    .array(z.object({ user_id: z.string() }))
    .parse(rows)
    .map((row) => row.user_id)
}
