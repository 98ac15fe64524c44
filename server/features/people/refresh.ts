import type { Env } from '@/server/env'
import { announce } from '@/server/live/announce'
import type { User } from '@/server/openim/user-schema'
import { markPeopleGone, settlePersonFacts, writePeople } from './person-index'

/**
 * Reads somebody from OpenIM now and keeps them in the index; open pages hear of it when they changed. Null when OpenIM
 * does not know them; whom the index knows is gone then. Throws OpenimError.
 */
export async function refreshPerson(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  userId: string,
  // Not of the person's id: that may hold characters which no header can carry.
  operationId = `refresh-${crypto.randomUUID()}`,
): Promise<{ user: User; readAt: number } | null> {
  const readAt = Date.now()
  const [user] = await openim.users.info([userId], { operationId })
  await db.prisma.$transaction(async (tx) => {
    const writer = { prisma: tx }
    const changed = user
      ? await writePeople(writer, [user], readAt)
      : await markPeopleGone(writer, [userId], readAt)
    if (user) await settlePersonFacts(tx, userId)
    for (const id of changed) await announce(tx, 'user', id)
  })
  return user ? { user, readAt } : null
}
