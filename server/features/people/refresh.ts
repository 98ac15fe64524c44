import type { Env } from '@/server/env'
import { announce } from '@/server/live/announce'
import type { User } from '@/server/openim/user-schema'
import { markPeopleGone, settlePersonFacts, writePeople } from './person-index'

/**
 * Reads somebody from OpenIM now and keeps them in the index; open pages hear of it when they changed. Null when OpenIM
 * does not know them; whom the index knows is gone then. Throws OpenimError.
 */
export async function refreshPerson(
  env: Pick<Env, 'db' | 'openim'>,
  userId: string,
  // Not of the person's id: that may hold characters which no header can carry.
  operationId = `refresh-${crypto.randomUUID()}`,
): Promise<{ user: User; readAt: number } | null> {
  const { users, readAt } = await refreshPeople(env, [userId], operationId)
  const [user] = users
  return user ? { user, readAt } : null
}

/** The same for many people at once. Returns those whom OpenIM knows. Throws OpenimError. */
export async function refreshPeople(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  userIds: readonly string[],
  operationId = `refresh-${crypto.randomUUID()}`,
): Promise<{ users: User[]; readAt: number }> {
  const readAt = Date.now()
  const users = await openim.users.info(userIds, { operationId })
  const known = new Set(users.map(({ id }) => id))
  const gone = userIds.filter((id) => !known.has(id))
  await db.prisma.$transaction(async (tx) => {
    const writer = { prisma: tx }
    const changed = await writePeople(writer, users, readAt)
    const missing = await markPeopleGone(writer, gone, readAt)
    for (const id of known) await settlePersonFacts(tx, id)
    for (const id of [...changed, ...missing]) await announce(tx, 'user', id)
  })
  return { users, readAt }
}
