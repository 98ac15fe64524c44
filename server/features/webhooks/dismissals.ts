import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'

import { enqueue } from '@/server/jobs/enqueue'
import { isAway } from '@/server/openim/errors'
import { keepTold } from './told'

/** A group that still lives is looked at again after that long, ms: a cache of OpenIM's may be behind. */
const AGAIN_MS = 2_000
/** What OpenIM does not show by then did not happen, ms. */
const PATIENCE_MS = 30_000

const row = z.object({
  id: z.bigint(),
  group_id: z.string(),
  owner_id: z.string(),
  member_ids: z.array(z.string()),
  received_at: z.date(),
  age_ms: z.number(),
})
type Row = z.infer<typeof row>

/**
 * Compares every dismissal that a webhook told of with OpenIM, and keeps who was in the group where it is so. Returns how
 * many it looked at. Throws OpenimError while OpenIM is away: they wait for it.
 */
export async function workDismissals(env: ActionEnv): Promise<number> {
  let count = 0
  for (let found = await next(env); found; found = await next(env)) {
    await work(env, found)
    count += 1
  }
  return count
}

async function next({ db }: ActionEnv): Promise<Row | undefined> {
  const rows = await db.prisma.$queryRaw`
    SELECT id, group_id, owner_id, member_ids, received_at,
           (extract(epoch FROM now() - received_at) * 1000)::float8 AS age_ms
    FROM webhook_dismissal WHERE next_at <= now() ORDER BY next_at, id LIMIT 1`
  return z.array(row).parse(rows)[0]
}

async function work(env: ActionEnv, { id, group_id, owner_id, member_ids, ...times }: Row): Promise<void> {
  const receivedAt = times.received_at.getTime()
  const told = { groupId: group_id, ownerId: owner_id, memberIds: member_ids, receivedAt }
  const outcome = await keepTold(env, told).catch(async (error: unknown) => {
    // What OpenIM cannot answer about would be in the way of the others for ever.
    if (!isAway(error)) await remove(env, id)
    throw error
  })
  if (outcome !== 'not_dismissed' || times.age_ms > PATIENCE_MS) await remove(env, id)
  else await lookAgain(env, id)
}

const remove = ({ db }: ActionEnv, id: bigint) =>
  db.prisma.$executeRaw`DELETE FROM webhook_dismissal WHERE id = ${id}`

async function lookAgain({ db }: ActionEnv, id: bigint): Promise<void> {
  const at = new Date(Date.now() + AGAIN_MS)
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE webhook_dismissal SET next_at = ${at} WHERE id = ${id}`
    // Beside the job that new hints bring: that one would be put off each time.
    await enqueue(tx, 'webhooks.work', {}, 'webhooks.again', at)
  })
}
