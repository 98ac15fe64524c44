import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { sanctionedIn } from '@/server/actions/group/sanctioned'
import type { ReturningPerson, restorePreviewInput } from '@/server/actions/group/schema'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'

export type RestorePreview = {
  snapshotId: string
  takenAt: number
  /** `webhook`: nobody read who was in the group; OpenIM's webhook said it, and nobody checked that. */
  source: 'read' | 'webhook'
  /** Of the whole list, but for those whom webhooks alone name beside a list of ours. */
  people: number
  /** How many these are. */
  toldBesides: number
  /** Those of the whole list who may not come back. */
  sanctioned: number
  /** Those of `toldBesides` who may not. */
  toldSanctioned: number
  items: ReturningPerson[]
  nextCursor: string | null
}

const ROLES = ['owner', 'admin', 'member'] as const
const personRow = z.object({
  user_id: z.string(),
  /** Those whom webhooks alone name stand last. */
  part: z.enum([...ROLES, 'told']),
  nickname: z.string(),
})
type PersonRow = z.infer<typeof personRow>

/**
 * One page of the people whom a restore of this group could bring back, leaders first, those whom webhooks alone name last. A cursor goes on in the list that
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
    { value: z.string().regex(/^[0-9a-f-]{36} (owner|admin|member|told)$/), id: z.string() },
    cursor,
  )
  const [listId, part] = after?.value.split(' ') ?? []
  const snapshot = await prisma.memberSnapshot.findFirst({
    where: { groupId, expiresAt: { gt: new Date() }, id: listId },
    orderBy: { takenAt: 'desc' },
  })
  if (!snapshot) throw new DomainError('not_found', 'no_snapshot', { facts: { groupId } })
  const place = after && part ? { part, id: after.id } : undefined
  const page = pageOf(await rowsAfter(env, snapshot.id, place, limit + 1), limit, 'restore', (row) => ({
    value: `${snapshot.id} ${row.part}`,
    id: row.user_id,
  }))
  const known = await knownOf(
    env,
    page.rows.map((row) => row.user_id),
    operationId,
  )
  const sanctioned = new Set(await sanctionedIn(env.db, snapshot.id, { alsoTold: true }))
  const present = await sanctionedIn(env.db, snapshot.id)
  const source = snapshot.ledgerId === null ? 'webhook' : 'read'
  const knowsMembers = source === 'read' || snapshot.leadersReadAt !== null
  return {
    snapshotId: snapshot.id,
    takenAt: snapshot.takenAt.getTime(),
    source,
    people: snapshot.people,
    toldBesides: snapshot.toldBesides,
    sanctioned: present.length,
    toldSanctioned: sanctioned.size - present.length,
    items: page.rows.map(({ user_id: userId, nickname, part: was }) => ({
      userId,
      // A webhook names nobody but by their id.
      name: nickname || storableText(known?.get(userId) ?? ''),
      role: was === 'told' || (was === 'member' && !knowsMembers) ? null : was,
      toldOnly: was === 'told',
      gone: known && !known.has(userId),
      sanctioned: sanctioned.has(userId),
    })),
    nextCursor: page.nextCursor,
  }
}

/** The next rows of a list: those who were there at the end by role, then those whom webhooks alone name. */
async function rowsAfter(
  { db }: ActionEnv,
  listId: string,
  after: { part: string; id: string } | undefined,
  count: number,
): Promise<PersonRow[]> {
  const read = async (rows: Prisma.Sql) => z.array(personRow).parse(await db.prisma.$queryRaw(rows))
  const isTold = after?.part === 'told'
  const present = isTold
    ? []
    : await read(Prisma.sql`
        SELECT user_id, role::text AS part, nickname FROM snapshot_member AS m
        WHERE snapshot_id = ${listId}::uuid AND present_at_end
          ${after ? Prisma.sql`AND (m.role, m.user_id) > (${after.part}::"MemberRole", ${after.id})` : Prisma.empty}
        ORDER BY m.role, m.user_id LIMIT ${count}`)
  if (present.length === count) return present
  const told = await read(Prisma.sql`
    SELECT user_id, 'told' AS part, nickname FROM snapshot_member
    WHERE snapshot_id = ${listId}::uuid AND told AND NOT present_at_end
      ${isTold ? Prisma.sql`AND user_id > ${after.id}` : Prisma.empty}
    ORDER BY user_id LIMIT ${count - present.length}`)
  return [...present, ...told]
}

/** Those of them who are still registered, with their names; null while OpenIM is away. */
async function knownOf({ openim }: ActionEnv, ids: readonly string[], operationId: string) {
  try {
    const users = await openim.users.info(ids, { operationId })
    return new Map(users.map(({ id, nickname }) => [id, nickname]))
  } catch (error) {
    if (!isAway(error)) throw error
    return null
  }
}
