import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { fact } from '@/server/actions/define-action'
import { keepsOut } from '@/server/actions/protection'
import { actionName, type Fact } from '@/server/actions/schema'
import { storedNames } from '@/server/actions/stored-name'
import type { Role } from '@/server/auth/permissions'
import type { Batch } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { isOpenimError } from '@/server/openim/errors'
import { inParallel } from './in-parallel'

/** Items planned at once: as many as OpenIM is asked at once, unless it is set otherwise. */
const AT_ONCE = 16
/** Items whose plans are written together; the last of them are waited for, so not too few. */
const CHUNK = 400

const unplanned = z.object({
  n: z.number(),
  subject_id: z.string(),
  action: actionName.nullable(),
  input: z.json(),
})

/** What planning one item found, as it is written into its row. */
type Planned = {
  n: number
  subject_id: string
  name: string
  group_id: string | null
  user_id: string | null
  people: number
  planned_version: number
  read_at: string | null
  live: boolean
  state: 'waiting' | 'left_out'
  why: Fact | null
  consequences: Fact[]
}

/**
 * Plans the next items of a batch: what happens to each, whom it touches, what stands in its way. Returns whether there
 * may be more. Throws DomainError `unavailable` while neither OpenIM nor the index can tell.
 */
export async function planItems(env: ActionEnv, batch: Batch, signal: AbortSignal): Promise<boolean> {
  const rows = await env.db.prisma.$queryRaw`
    SELECT n, subject_id, action, input FROM batch_item
    WHERE batch_id = ${batch.id}::uuid AND state = 'unplanned' ORDER BY n LIMIT ${CHUNK}`
  const items = z.array(unplanned).parse(rows)
  if (items.length === 0) return false
  const { role } = await env.db.prisma.staff.findUniqueOrThrow({
    where: { id: batch.staffId },
    select: { role: true },
  })
  const planned = await inParallel(items, AT_ONCE, signal, (item) => planOne(env, batch, role, item))
  const { kind } = CATALOGUE[actionName.parse(batch.action)]
  const names = await storedNames(
    env.db.prisma,
    planned.map((item) => ({ ...item, subjectKind: kind, userId: item.user_id, subjectId: item.subject_id })),
  )
  const kept = planned.map((item, at) => ({ ...item, name: names[at] ?? '' }))
  await write(env, batch.id, kept)
  const example = kept.find(({ state }) => state === 'waiting')
  if (batch.example === null && example) {
    const { name, consequences, subject_id: subjectId, user_id: userId } = example
    await env.db.prisma.batch.updateMany({
      where: { id: batch.id, state: 'planning' },
      data: { example: { name, consequences, subjectId, userId } },
    })
  }
  return true
}

async function planOne(
  env: ActionEnv,
  batch: Batch,
  role: Role,
  { n, subject_id: subjectId, action, input: own }: z.infer<typeof unplanned>,
): Promise<Planned> {
  const input = own ?? batch.input
  const nothing = { group_id: null, user_id: null, people: 0, planned_version: 0, read_at: null }
  try {
    const definition = CATALOGUE[action ?? actionName.parse(batch.action)]
    const { reading, body } = await definition.plan(env, { subjectId, input }, batch.id)
    const [obstacle = body.aside] = keepsOut(reading, role) ? [fact('protected')] : body.obstacles
    return {
      n,
      subject_id: subjectId,
      name: reading.name,
      group_id: reading.groupId,
      user_id: reading.userId,
      people: body.people,
      planned_version: reading.version,
      read_at: new Date(reading.readAt).toISOString(),
      live: reading.live,
      state: obstacle ? 'left_out' : 'waiting',
      why: obstacle ?? null,
      consequences: body.consequences,
    }
  } catch (error) {
    const why = whyNotPlanned(error)
    if (why === null) throw error
    return {
      n,
      subject_id: subjectId,
      name: subjectId,
      ...nothing,
      live: true,
      state: 'left_out',
      why,
      consequences: [],
    }
  }
}

/** Why this one cannot be planned, whatever the others are; null where none can for now. */
function whyNotPlanned(error: unknown): Fact | null {
  if (isOpenimError(error) && error.kind === 'refused') return fact('unreadable')
  if (!(error instanceof DomainError) || error.code === 'unavailable') return null
  return fact(error.code === 'not_found' ? 'unknown_subject' : 'not_addressable')
}

async function write(env: ActionEnv, batchId: string, planned: readonly Planned[]): Promise<void> {
  await env.db.prisma.$executeRaw`
    UPDATE batch_item AS item
    SET name = p.name, group_id = p.group_id, user_id = p.user_id, people = p.people,
        planned_version = p.planned_version, read_at = p.read_at, live = p.live, state = p.state, why = p.why
    FROM jsonb_to_recordset(${JSON.stringify(planned)}::jsonb) AS p (
      n int, name text, group_id text, user_id text, people int, planned_version int, read_at timestamptz,
      live boolean, state "BatchItemState", why jsonb)
    WHERE item.batch_id = ${batchId}::uuid AND item.n = p.n AND item.state = 'unplanned'`
}

const hashed = z.object({
  n: z.number(),
  subject_id: z.string(),
  action: z.string().nullable(),
  input: z.json(),
  state: z.string(),
  planned_version: z.number(),
  people: z.number(),
  why: z.json(),
})

/** Ends planning: the batch gets the hash that its run has to name. */
export async function finishPlanning(env: ActionEnv, batch: Batch): Promise<void> {
  const hash = createHash('sha256').update(JSON.stringify([batch.action, batch.input]))
  for (let after = 0; ; ) {
    const rows = await env.db.prisma.$queryRaw`
      SELECT n, subject_id, action, input, state, planned_version, people, why FROM batch_item
      WHERE batch_id = ${batch.id}::uuid AND n > ${after} ORDER BY n LIMIT 5000`
    const items = z.array(hashed).parse(rows)
    for (const item of items) hash.update(`\n${JSON.stringify(Object.values(item))}`)
    const last = items.at(-1)
    if (!last) break
    after = last.n
  }
  await env.db.prisma.batch.updateMany({
    where: { id: batch.id, state: 'planning' },
    data: { state: 'planned', planHash: hash.digest('hex'), plannedAt: new Date() },
  })
}
