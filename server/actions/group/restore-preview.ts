import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { sanctionedIn } from '@/server/actions/group/sanctioned'
import type { ReturningPerson, restorePreviewInput } from '@/server/actions/group/schema'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'

export type RestorePreview = {
  snapshotId: string
  takenAt: number
  /** Of the whole list. */
  people: number
  /** Those among them who may not come back. */
  sanctioned: number
  items: ReturningPerson[]
  nextCursor: string | null
}

const ROLES = ['owner', 'admin', 'member'] as const
const personRow = z.object({
  user_id: z.string(),
  role: z.enum(ROLES),
  nickname: z.string(),
})

/**
 * One page of the people whom a restore of this group would bring back, leaders first. A cursor goes on in the list that
 * it came from, whatever list is newest by then. Throws DomainError `not_found` / `no_snapshot`, `invalid` /
 * `cursor_invalid`.
 */
export async function previewRestore(
  env: ActionEnv,
  { groupId, cursor, limit }: z.output<typeof restorePreviewInput>,
  operationId: string,
): Promise<RestorePreview> {
  const { prisma } = env.db
  const after = positionOf(
    'restore',
    { value: z.string().regex(/^[0-9a-f-]{36} (owner|admin|member)$/), id: z.string() },
    cursor,
  )
  const [listId, role] = after?.value.split(' ') ?? []
  const snapshot = await prisma.memberSnapshot.findFirst({
    where: { groupId, expiresAt: { gt: new Date() }, id: listId },
    orderBy: { takenAt: 'desc' },
  })
  if (!snapshot) throw new DomainError('not_found', 'no_snapshot', { facts: { groupId } })
  const rows = await prisma.$queryRaw`
    SELECT user_id, role::text, nickname FROM snapshot_member AS m
    WHERE snapshot_id = ${snapshot.id}::uuid AND present_at_end
      ${after ? Prisma.sql`AND (m.role, m.user_id) > (${role}::"MemberRole", ${after.id})` : Prisma.empty}
    ORDER BY m.role, m.user_id LIMIT ${limit + 1}`
  const page = pageOf(z.array(personRow).parse(rows), limit, 'restore', (row) => ({
    value: `${snapshot.id} ${row.role}`,
    id: row.user_id,
  }))
  const known = await knownOf(
    env,
    page.rows.map((row) => row.user_id),
    operationId,
  )
  const sanctioned = new Set(await sanctionedIn(env.db, snapshot.id))
  return {
    snapshotId: snapshot.id,
    takenAt: snapshot.takenAt.getTime(),
    people: snapshot.people,
    sanctioned: sanctioned.size,
    items: page.rows.map(({ user_id: userId, nickname, role: was }) => ({
      userId,
      name: nickname,
      role: was,
      gone: known && !known.has(userId),
      sanctioned: sanctioned.has(userId),
    })),
    nextCursor: page.nextCursor,
  }
}

/** Who of them is still registered; null while OpenIM is away. */
async function knownOf({ openim }: ActionEnv, ids: readonly string[], operationId: string) {
  try {
    return new Set((await openim.users.info(ids, { operationId })).map((user) => user.id))
  } catch (error) {
    if (!isAway(error)) throw error
    return null
  }
}
