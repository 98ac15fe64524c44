import { z } from 'zod'
import { may, ROLES } from '@/server/auth/permissions'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { Sighted } from '@/server/features/cases/sight'
import { EMERGENCY_QUEUE, FALLBACK_QUEUE, localised, queueRules } from '@/server/features/desk/schema'
import { openCasesBy } from './open-cases'
import { type By, changedMeanwhile, noteSaved, unlessTaken } from './saved'
import type { QueueRow, SaveQueue, SetQueueMembers } from './schema'

/** Roles that work on cases. */
export const CASE_ROLES = ROLES.filter((role) => may(role, 'case.claim'))

const isFixed = (id: string) => id === EMERGENCY_QUEUE || id === FALLBACK_QUEUE

/** Every queue with who works in it and how many open cases wait there; in the order in which their rules are tried. */
export async function listQueues(db: Db, actor: Sighted): Promise<QueueRow[]> {
  const rows = await db.prisma.queue.findMany({
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: {
      members: {
        where: { staff: { disabledAt: null } },
        orderBy: [{ staff: { name: 'asc' } }, { staffId: 'asc' }],
        select: { staffId: true, onCall: true, staff: { select: { name: true, role: true } } },
      },
    },
  })
  const counts = await openCasesBy(db, actor, 'queue')
  return rows.map(({ id, version, names, rules, restricted, active, members }) => ({
    id,
    version,
    names: localised.parse(names),
    rules: queueRules.catch({}).parse(rules),
    restricted,
    active,
    fixed: isFixed(id),
    members: members.map(({ staff, ...member }) => ({ ...member, ...staff })),
    openCases: counts.get(id) ?? 0,
  }))
}

/**
 * Makes or changes a queue. One that takes no more cases keeps those it has until they are decided. Throws DomainError
 * `conflict` / `setting_changed` or `id_taken`, `invalid` / `queue_is_fixed`, `reason_unknown`.
 */
export async function saveQueue({ prisma }: Db, by: By, queue: SaveQueue): Promise<void> {
  await unlessTaken('id_taken', 'id', () =>
    prisma.$transaction(async (tx) => {
      const before = await tx.queue.findUnique({
        where: { id: queue.id },
        select: { names: true, rules: true, restricted: true, active: true },
      })
      await check(tx, queue, before)
      await write(tx, queue)
      const { id, version: _, ...after } = queue
      await noteSaved(tx, by, { action: 'queue.saved', kind: 'queue', id, ...(before && { before }), after })
    }),
  )
}

async function write(tx: Tx, { id, version, ...queue }: SaveQueue): Promise<void> {
  const data = { ...queue, version: version + 1 }
  if (version === 0) {
    await tx.queue.create({ data: { ...data, id, position: await beforeTheLast(tx) } })
    return
  }
  const { count } = await tx.queue.updateMany({ where: { id, version }, data })
  if (count === 0) changedMeanwhile((await tx.queue.count({ where: { id } })) > 0)
}

/** New queues are tried after the others, and before the one that takes everything. */
async function beforeTheLast(tx: Tx): Promise<number> {
  const { _max } = await tx.queue.aggregate({
    where: { id: { not: FALLBACK_QUEUE } },
    _max: { position: true },
  })
  return (_max.position ?? 0) + 1
}

const fixedFacts = z.object({ rules: z.unknown(), restricted: z.boolean() })

async function check(tx: Tx, { id, rules, restricted, active }: SaveQueue, before: unknown): Promise<void> {
  const known = fixedFacts.safeParse(before)
  if (known.success && isFixed(id)) {
    const isSame = JSON.stringify(rules) === JSON.stringify(queueRules.parse(known.data.rules))
    const field = (!active && 'active') || (restricted !== known.data.restricted && 'restricted')
    if (field || !isSame) throw new DomainError('invalid', 'queue_is_fixed', { field: field || 'rules' })
  }
  const wanted = [...new Set(rules.reasons)]
  if ((await tx.reason.count({ where: { id: { in: wanted } } })) !== wanted.length) {
    throw new DomainError('invalid', 'reason_unknown', { field: 'rules.reasons' })
  }
}

/**
 * Says who works in a queue and who is on call for it. Throws DomainError `forbidden` / `restricted_by_owner` where
 * only owners choose, `conflict` / `setting_changed`, `invalid` / `staff_unknown`.
 */
export async function setQueueMembers({ prisma }: Db, by: By, input: SetQueueMembers): Promise<void> {
  const { id, version, members } = input
  await prisma.$transaction(async (tx) => {
    const bumped = await tx.queue.updateManyAndReturn({
      where: { id, version },
      data: { version: version + 1 },
      select: { restricted: true },
    })
    if (!bumped[0]) changedMeanwhile((await tx.queue.count({ where: { id } })) > 0)
    if (bumped[0]?.restricted) needOwner(by)
    const before = await tx.queueMember.findMany({
      where: { queueId: id },
      select: { staffId: true, onCall: true },
    })
    await checkStaff(
      tx,
      members.map(({ staffId }) => staffId),
    )
    await tx.queueMember.deleteMany({ where: { queueId: id } })
    await tx.queueMember.createMany({
      data: members.map((member) => ({ ...member, queueId: id })),
      skipDuplicates: true,
    })
    await noteSaved(tx, by, {
      action: 'queue.members_set',
      kind: 'queue',
      id,
      before: { members: before },
      after: { members },
    })
  })
}

/** Whoever sees a restricted queue sees what is in it, so only owners open it to somebody. Throws DomainError. */
export function needOwner({ actor }: By): void {
  if (!may(actor.role, 'setting.write')) throw new DomainError('forbidden', 'restricted_by_owner')
}

/** All of them must work on cases. Throws DomainError. */
export async function checkStaff(tx: Tx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)]
  const where = { id: { in: wanted }, disabledAt: null, role: { in: [...CASE_ROLES] } }
  if ((await tx.staff.count({ where })) !== wanted.length) {
    throw new DomainError('invalid', 'staff_unknown', { field: 'members' })
  }
}
