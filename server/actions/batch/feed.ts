import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { versionsHeld } from '@/server/actions/approval/interim'
import { CATALOGUE } from '@/server/actions/catalogue'
import { intendAll } from '@/server/actions/intend-all'
import { keepsOut, protectedAmong } from '@/server/actions/protection'
import { type ActionName, actionName } from '@/server/actions/schema'
import { openedName, sealedFor } from '@/server/actions/stored-name'
import { openers } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Batch } from '@/server/db/generated/client'

/** Ledger rows of one batch that may be unsettled at once: enough to keep the runner busy, few enough to stop soon. */
const MOST_WORKING = 400
const CHUNK = 200

const waiting = z.object({
  n: z.number(),
  subject_id: z.string(),
  action: actionName.nullable(),
  input: z.json(),
  name: z.string(),
  group_id: z.string().nullable(),
  user_id: z.string().nullable(),
  people: z.number(),
  planned_version: z.number(),
  read_at: z.date(),
  live: z.boolean(),
})
type Waiting = z.infer<typeof waiting>

/**
 * Writes the next items of a running batch into the ledger, due at once: an item and its ledger row come together or
 * not at all. Items whose subject somebody acted on or protected since they were planned are left out. Returns how many
 * are unsettled and how many wait.
 */
export async function feed(
  env: ActionEnv,
  batch: Batch,
  actor: StaffActor,
): Promise<{ working: number; waits: boolean }> {
  return await env.db.prisma.$transaction(async (tx) => {
    // A stop waits for this to commit, and what it finds is then complete.
    const [state] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM batch WHERE id = ${batch.id}::uuid AND state = 'running' FOR SHARE`
    const working = await tx.batchItem.count({ where: { batchId: batch.id, state: 'working' } })
    if (state === undefined) return { working, waits: false }
    const room = Math.min(CHUNK, MOST_WORKING - working)
    if (room <= CHUNK / 4) return { working, waits: true }
    const rows = await tx.$queryRaw`
      SELECT n, subject_id, action, input, name, group_id, user_id, people, planned_version, read_at, live FROM batch_item
      WHERE batch_id = ${batch.id}::uuid AND state = 'waiting' ORDER BY n LIMIT ${room}`
    const items = z.array(waiting).parse(rows)
    if (items.length === 0) return { working, waits: false }
    const own = actionName.parse(batch.action)
    let taken = 0
    for (const [action, some] of Map.groupBy(items, (item) => item.action ?? own))
      taken += await intend(tx, { batch, action, actor }, some)
    return { working: working + taken, waits: true }
  })
}

type Intending = { batch: Batch; action: ActionName; actor: StaffActor }

async function intend(
  tx: Tx,
  { batch, action, actor }: Intending,
  items: readonly Waiting[],
): Promise<number> {
  const subjectKind = CATALOGUE[action].kind
  const kept = items.map(({ subject_id: subjectId, user_id: userId, name }) => ({
    ...{ subjectKind, subjectId, userId, name },
  }))
  const open = await openers(tx, kept.flatMap(sealedFor))
  const held =
    action === 'group.dismiss'
      ? await versionsHeld(
          tx,
          batch,
          items.map((item) => item.subject_id),
        )
      : new Map<string, number>()
  const wishes = items.map((item, at) => ({
    subjectId: item.subject_id,
    input: item.input ?? batch.input,
    plannedVersion: held.get(item.subject_id) ?? item.planned_version,
    name: kept[at] ? openedName(open, kept[at]) : '',
    people: item.people,
    readAt: item.read_at.getTime(),
    live: item.live,
    touches: { groupId: item.group_id, userId: item.user_id },
  }))
  const context = { actor, requestId: batch.id, batchId: batch.id, reason: null, dueAt: new Date() }
  const guarded = keepsOut({ isProtected: true }, actor.role)
    ? await protectedAmong(tx, subjectKind, wishes)
    : new Set<string>()
  const free = wishes.filter(({ subjectId }) => !guarded.has(subjectId))
  const { written } = await intendAll(tx, action, free, context)
  const moved = items.map(({ n, subject_id }) => ({
    n,
    ledger_id: written.get(subject_id) ?? null,
    why: guarded.has(subject_id) ? 'protected' : 'subject_changed',
  }))
  await tx.$executeRaw`
    UPDATE batch_item AS item
    SET ledger_id = m.ledger_id,
        state = CASE WHEN m.ledger_id IS NULL THEN 'left_out' ELSE 'working' END::"BatchItemState",
        why = CASE WHEN m.ledger_id IS NULL THEN jsonb_build_object('key', m.why) END
    FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS m (n int, ledger_id uuid, why text)
    WHERE item.batch_id = ${batch.id}::uuid AND item.n = m.n`
  return written.size
}
