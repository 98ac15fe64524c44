import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { Env } from '@/server/env'
import { once } from '@/server/once'

/** How long a list that was read serves again, ms. */
const KEPT_MS = 20_000
/** A list that an action overtook is read again, but a long one not more often than this, ms for each member. */
const PAUSE_MS = 0.5
/** Clocks of several machines may be this far apart, ms. */
const CLOCKS_MS = 1_000
/** Newest actions on the group that are looked at. */
const LOOKED_AT = 200

const member = z.object({
  userId: z.string(),
  nickname: z.string(),
  faceUrl: z.string(),
  role: z.enum(['owner', 'admin', 'member']),
  joinedAt: z.number(),
  joinSource: z.number(),
  inviterId: z.string().nullable(),
  mutedUntil: z.number().nullable(),
})
export type KnownMember = z.output<typeof member>

const list = z.object({ readAt: z.number(), members: z.array(member) })
type List = z.output<typeof list>

/** Lists that are being read in this process: who asks meanwhile waits for the same. */
const underWay = once('members-under-way', () => new Map<string, Promise<List>>())

/**
 * Everybody in a group as OpenIM has them, read at most 20 s ago, after the last action of ours on the group ended, and
 * still as many as there are; `overtaken` where that is not so, because a long list was read just before. Throws
 * OpenimError.
 */
export async function everybodyIn(
  env: Pick<Env, 'db' | 'openim' | 'fast'>,
  groupId: string,
  operationId: string,
): Promise<List & { overtaken: boolean }> {
  const key = `members:${groupId}`
  const kept = keptIn(await env.fast.get(key))
  if (kept) {
    const overtaken = await isOvertaken(env, groupId, kept, operationId)
    const rests = Date.now() - kept.readAt < PAUSE_MS * kept.members.length
    if (!overtaken || rests) return { ...kept, overtaken }
  }
  const begun = underWay().get(key)
  if (begun) {
    const found = await begun
    return { ...found, overtaken: await actedSince(env.db, groupId, found.readAt - CLOCKS_MS) }
  }
  const reading = read(env, groupId, operationId, key)
  underWay().set(key, reading)
  try {
    return { ...(await reading), overtaken: false }
  } finally {
    underWay().delete(key)
  }
}

async function read(
  { openim, fast }: Pick<Env, 'openim' | 'fast'>,
  groupId: string,
  operationId: string,
  key: string,
) {
  const readAt = Date.now()
  const members = await openim.groups.members.all(groupId, { operationId })
  const found: List = {
    readAt,
    members: members.map(
      ({ userId, nickname, faceUrl, role, joinedAt, joinSource, inviterId, mutedUntil }) => ({
        userId,
        nickname,
        faceUrl,
        role,
        joinedAt,
        joinSource,
        inviterId,
        mutedUntil,
      }),
    ),
  }
  await fast.set(key, JSON.stringify(found), KEPT_MS)
  return found
}

/** What another version kept may look otherwise. */
function keptIn(text: string | null): List | undefined {
  return text === null ? undefined : list.safeParse(JSON.parse(text)).data
}

/** Whether a list cannot be right any more: we did something since, or OpenIM counts others. */
async function isOvertaken(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  groupId: string,
  { readAt, members }: List,
  operationId: string,
): Promise<boolean> {
  if (await actedSince(db, groupId, readAt - CLOCKS_MS)) return true
  const group = await openim.groups.byId(groupId, { operationId })
  return (group?.memberCount ?? 0) !== members.length
}

/** Whether an action of ours on the group or somebody in it ended since then. */
async function actedSince({ prisma }: Db, groupId: string, since: number): Promise<boolean> {
  const rows = await prisma.$queryRaw`
    SELECT 1 AS found FROM (
      SELECT settled_at FROM ledger WHERE group_id = ${groupId} ORDER BY id DESC LIMIT ${LOOKED_AT}
    ) AS newest WHERE settled_at > ${new Date(since)} LIMIT 1`
  return z.array(z.unknown()).parse(rows).length > 0
}
