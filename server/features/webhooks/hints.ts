import { z } from 'zod'
import { watchGroups } from '@/server/actions/drift/watch'
import type { Env } from '@/server/env'
import { wantLeaders } from '@/server/features/groups/leaders'
import { refreshGroups } from '@/server/features/groups/refresh'
import { refreshPeople } from '@/server/features/people/refresh'
import { isAway } from '@/server/openim/errors'

/** Groups and people read together. */
const TOGETHER = 200

type Needed = Pick<Env, 'db' | 'openim' | 'config' | 'settledHooks'>

const row = z.object({ kind: z.enum(['group', 'user']), subject_id: z.string(), received_at: z.date() })
type Row = z.infer<typeof row>

/**
 * Reads groups and people again that webhooks told of, into the index, and compares these groups with what is desired of
 * them. Returns how many these were. Throws OpenimError while OpenIM is away: they wait for it.
 */
export async function workHints(env: Needed): Promise<number> {
  const rows = z.array(row).parse(
    await env.db.prisma.$queryRaw`
      SELECT kind, subject_id, received_at FROM webhook_hint ORDER BY received_at, kind, subject_id LIMIT ${TOGETHER}`,
  )
  if (rows.length === 0) return 0
  const idsOf = (wanted: Row['kind']) =>
    rows.filter(({ kind }) => kind === wanted).map(({ subject_id }) => subject_id)
  try {
    await readGroups(env, idsOf('group'))
    const userIds = idsOf('user')
    if (userIds.length > 0) await refreshPeople(env, userIds)
  } catch (error) {
    // What OpenIM cannot answer about would be in the way of the others for ever; the sweep comes by.
    if (!isAway(error)) await forget(env, rows)
    throw error
  }
  await forget(env, rows)
  return rows.length
}

async function readGroups(env: Needed, groupIds: string[]): Promise<void> {
  if (groupIds.length === 0) return
  await refreshGroups(env, groupIds)
  await wantLeaders(env.db, groupIds)
  await watchGroups(env, groupIds)
}

/** Those that were told of again meanwhile stay. */
async function forget({ db }: Needed, rows: readonly Row[]): Promise<void> {
  const times = rows.map(({ received_at }) => received_at)
  await db.prisma.$executeRaw`
    DELETE FROM webhook_hint AS h
    USING unnest(
      ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ subject_id }) => subject_id)}::text[],
      ${times}::timestamptz[]
    ) AS done (kind, subject_id, received_at)
    WHERE h.kind = done.kind AND h.subject_id = done.subject_id AND h.received_at <= done.received_at`
}
