import type { Env } from '@/server/env'
import type { Group } from '@/server/openim/group-schema'
import { rememberPeople } from './person-index'

/** Names older than this are read again, ms. */
const FRESH_MS = 3_600_000

/** Keeps the names of the groups' owners for lists; those read lately are left alone. Throws OpenimError. */
export async function rememberOwners(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  groups: readonly Group[],
  operationId: string,
): Promise<void> {
  const ownerIds = [...new Set(groups.flatMap((group) => group.ownerId ?? []))]
  const readAt = Date.now()
  const fresh = await db.prisma.personIndex.findMany({
    where: { userId: { in: ownerIds }, readAt: { gt: new Date(readAt - FRESH_MS) } },
    select: { userId: true },
  })
  const known = new Set(fresh.map((person) => person.userId))
  const missing = ownerIds.filter((id) => !known.has(id))
  if (missing.length === 0) return
  const users = await openim.users.info(missing, { operationId })
  const people = users.map(({ id, nickname, faceUrl }) => ({ userId: id, nickname, faceUrl }))
  await rememberPeople(db, people, readAt)
}
