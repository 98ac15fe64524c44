import type { Env } from '@/server/env'
import { writePeople } from '@/server/features/people/person-index'
import type { CallOptions } from '@/server/openim/endpoint'
import type { Group } from '@/server/openim/group-schema'

/** Names older than this are read again, ms. */
const FRESH_MS = 3_600_000

type OwnersEnv = Pick<Env, 'db' | 'openim'>

/** Keeps the names of the groups' owners for lists; those read lately are left alone. Throws OpenimError. */
export async function rememberOwners(
  env: OwnersEnv,
  groups: readonly Group[],
  operationId: string,
): Promise<void> {
  const ownerIds = [...new Set(groups.flatMap((group) => group.ownerId ?? []))]
  const fresh = await env.db.prisma.personIndex.findMany({
    where: { userId: { in: ownerIds }, readAt: { gt: new Date(Date.now() - FRESH_MS) } },
    select: { userId: true },
  })
  const known = new Set(fresh.map((person) => person.userId))
  const missing = ownerIds.filter((id) => !known.has(id))
  if (missing.length > 0) await rememberOwnersById(env, missing, { operationId })
}

/** Reads these people into the index, whatever it knows of them. Throws OpenimError. */
export async function rememberOwnersById(
  { db, openim }: OwnersEnv,
  ids: readonly string[],
  options: CallOptions,
): Promise<void> {
  const readAt = Date.now()
  await writePeople(db, await openim.users.info(ids, options), readAt)
}
