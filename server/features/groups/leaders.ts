import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { alone } from '@/server/features/sweeps/alone'
import { createPace, type Pace } from '@/server/features/sweeps/pace'
import type { SweepEnv } from '@/server/features/sweeps/run'
import { enqueue } from '@/server/jobs/enqueue'
import type { CallOptions } from '@/server/openim/endpoint'
import { isAway } from '@/server/openim/errors'

/** Groups of each kind whose leaders are read before it is asked whether they still live. */
const TOGETHER = 20
/** Leaders are read again after so long, ms. */
const FRESH_MS = 86_400_000
/** A group about which OpenIM gave no answer is asked for again after that, ms. */
const AWAY_MS = 300_000
/** How long one run goes on before it leaves its place to other work, ms. */
const LONGEST_MS = 50_000

const dueRow = z.object({ group_id: z.string(), lives: z.boolean() })
type Leaders = { groupId: string; adminIds: string[]; readAt: number }

/**
 * Reads who leads groups, the longest waiting first, one call for each, no faster than a sweep calls. OpenIM's list tells
 * owners alone, and a dismissal deletes every role: whoever restores a group that was dismissed in the app, and whoever
 * looks for what an admin leads elsewhere, is answered from here. Returns whether it ran: one process does at a time.
 * Throws OpenimError while OpenIM is away; the next run goes on.
 */
export async function readLeaders(
  env: SweepEnv,
  stop: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  return await alone(env.db, 'leaders', stop, async (signal) => {
    const pace = createPace(env.config.sweepPerSecond, signal)
    const options = { operationId: `leaders-${crypto.randomUUID()}`, signal }
    const until = Date.now() + LONGEST_MS
    while (Date.now() < until && (await readSome(env, pace, options)) > 0);
  })
}

async function readSome(env: SweepEnv, pace: Pace, options: CallOptions): Promise<number> {
  const rows = await dueGroups(env.db)
  const read: Leaders[] = []
  for (const { group_id: groupId } of rows.filter(({ lives }) => lives)) {
    await pace()
    const found = await leadersOf(env, groupId, options)
    if (found) read.push(found)
  }
  const living = await stillLiving(env, read, pace, options)
  await write(env.db, living)
  const written = new Set(living.map(({ groupId }) => groupId))
  await putOff(
    env.db,
    rows.map((row) => row.group_id).filter((id) => !written.has(id)),
  )
  return rows.length
}

/** Null where OpenIM cannot answer: such a group must not be in the way of the others. */
async function leadersOf(env: SweepEnv, groupId: string, options: CallOptions): Promise<Leaders | null> {
  const readAt = Date.now()
  try {
    const leaders = await env.openim.groups.leaders(groupId, options)
    const adminIds = leaders.filter(({ role }) => role === 'admin').map(({ userId }) => userId)
    return { groupId, adminIds: adminIds.toSorted(), readAt }
  } catch (error) {
    if (!isAway(error)) return null
    // One that OpenIM never has an answer about would be met first by every run.
    await putOff(env.db, [groupId], AWAY_MS)
    throw error
  }
}

/** A dismissed group loses its members: what was read of one that is dismissed by now may be half of the truth. */
async function stillLiving({ openim }: SweepEnv, read: readonly Leaders[], pace: Pace, options: CallOptions) {
  if (read.length === 0) return []
  await pace()
  const groups = await openim.groups.byIds(
    read.map(({ groupId }) => groupId),
    options,
  )
  const living = new Set(groups.filter(({ status }) => status !== 'dismissed').map(({ id }) => id))
  return read.filter(({ groupId }) => living.has(groupId))
}

async function dueGroups({ prisma }: Db) {
  return z.array(dueRow).parse(
    await prisma.$queryRaw`
      WITH wanted AS (
        SELECT group_id FROM group_leaders WHERE wanted_at IS NOT NULL ORDER BY wanted_at, group_id LIMIT ${TOGETHER}
      ), due AS (
        SELECT group_id FROM group_leaders WHERE due_at <= now() ORDER BY due_at, group_id LIMIT ${TOGETHER}
      )
      SELECT l.group_id, coalesce(g.status <> 'dismissed' AND g.gone_at IS NULL, false) AS lives
      FROM (SELECT group_id FROM wanted UNION SELECT group_id FROM due) AS l
      LEFT JOIN group_index AS g ON g.group_id = l.group_id`,
  )
}

async function write({ prisma }: Db, read: readonly Leaders[]): Promise<void> {
  if (read.length === 0) return
  const rows = read.map(({ groupId, adminIds, readAt }) => ({ id: groupId, admins: adminIds, at: readAt }))
  await prisma.$executeRaw`
    INSERT INTO group_leaders AS l (group_id, admin_ids, read_at, due_at)
    SELECT id, ARRAY(SELECT json_array_elements_text(admins)), to_timestamp(at / 1000.0),
           to_timestamp((at + ${FRESH_MS}) / 1000.0)
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (id text, admins json, at float8) ORDER BY id
    ON CONFLICT (group_id) DO UPDATE
    SET admin_ids = excluded.admin_ids, read_at = excluded.read_at, due_at = excluded.due_at,
        -- What was told since this read began is not in it.
        wanted_at = CASE WHEN l.wanted_at >= excluded.read_at THEN l.wanted_at END
    WHERE l.read_at IS NULL OR l.read_at < excluded.read_at`
}

async function putOff({ prisma }: Db, groupIds: readonly string[], forMs = FRESH_MS): Promise<void> {
  const until = new Date(Date.now() + forMs)
  await prisma.$executeRaw`
    UPDATE group_leaders SET due_at = ${until}, wanted_at = NULL WHERE group_id = ANY (${[...groupIds]}::text[])`
}

/** Something may have changed who leads these groups: they are read now, before those that merely wait for their turn. */
export async function wantLeaders({ prisma }: Db, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return
  const rows = [...new Set(groupIds)].toSorted()
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO group_leaders AS l (group_id, wanted_at) SELECT unnest(${rows}::text[]), ${new Date()}
      ON CONFLICT (group_id) DO UPDATE SET wanted_at = excluded.wanted_at`
    await enqueue(tx, 'groups.leaders', {}, 'groups.leaders')
  })
}

const knownRow = z.object({ admin_ids: z.array(z.string()), read_at: z.date() })

/** The admins of a group as they were last read while it lived; null where nobody read them. `readAt` in Unix ms. */
export async function knownLeaders(
  { prisma }: { prisma: Pick<Tx, '$queryRaw'> },
  groupId: string,
): Promise<{ adminIds: string[]; readAt: number } | null> {
  const rows = await prisma.$queryRaw`
    SELECT admin_ids, read_at FROM group_leaders WHERE group_id = ${groupId} AND read_at IS NOT NULL`
  const [row] = z.array(knownRow).parse(rows)
  return row ? { adminIds: row.admin_ids, readAt: row.read_at.getTime() } : null
}
