import { z } from 'zod'
import type { Env } from '@/server/env'

/** What OpenIM said about somebody's groups counts for this long, ms. */
const FRESH_MS = 5 * 60_000
const READ_TIMEOUT_MS = 2_000

const links = z.array(z.object({ user_id: z.string() }))

/**
 * Reads again which groups a member of staff is in under their own chat ids, where that was read long ago: cases about
 * those are not theirs to decide. While OpenIM is away, what it said last counts.
 */
export async function refreshOwnGroups(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  staffId: string,
): Promise<void> {
  const before = new Date(Date.now() - FRESH_MS)
  const rows = await db.prisma.$queryRaw`
    SELECT user_id FROM staff_chat_id
    WHERE staff_id = ${staffId}::uuid AND (groups_read_at IS NULL OR groups_read_at < ${before})`
  for (const { user_id: userId } of links.parse(rows)) {
    const options = { operationId: `own-groups-${userId}`, timeoutMs: READ_TIMEOUT_MS }
    const groups = await openim.groups.joinedBy(userId, options).catch(() => null)
    if (groups)
      await keep(
        db,
        userId,
        groups.map((group) => group.id),
      )
  }
}

async function keep({ prisma }: Env['db'], userId: string, groupIds: string[]): Promise<void> {
  await prisma.$transaction([
    prisma.$executeRaw`
      DELETE FROM staff_chat_group WHERE user_id = ${userId} AND group_id <> ALL (${groupIds}::text[])`,
    prisma.$executeRaw`
      INSERT INTO staff_chat_group (user_id, group_id)
      SELECT l.user_id, g FROM staff_chat_id AS l, unnest(${groupIds}::text[]) AS g WHERE l.user_id = ${userId}
      ON CONFLICT DO NOTHING`,
    prisma.$executeRaw`UPDATE staff_chat_id SET groups_read_at = now() WHERE user_id = ${userId}`,
  ])
}
