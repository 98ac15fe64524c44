import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { Sighted } from '@/server/features/cases/sight'
import { localised } from '@/server/features/desk/schema'
import { openCasesBy } from './open-cases'
import { type By, changedMeanwhile, noteSaved, unlessTaken } from './saved'
import type { ReasonRow, SaveReason } from './schema'

const OF_REASON = {
  id: true,
  version: true,
  names: true,
  severity: true,
  emergency: true,
  deadlineMs: true,
  retentionDays: true,
  queueId: true,
  policyId: true,
  active: true,
} as const

/** Every reason with how many open cases it has; in their order. */
export async function listReasons(db: Db, actor: Sighted): Promise<ReasonRow[]> {
  const rows = await db.prisma.reason.findMany({
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: OF_REASON,
  })
  const counts = await openCasesBy(db, actor, 'reason')
  return rows.map((row) => ({
    ...asSaved(row),
    openCases: counts.get(row.id) ?? 0,
  }))
}

type Row = Omit<SaveReason, 'names' | 'deadlineMs'> & { names: unknown; deadlineMs: bigint }

const asSaved = (row: Row): SaveReason => {
  const { 'zh-CN': zh, en } = localised.parse(row.names)
  return { ...row, names: { en, 'zh-CN': zh }, deadlineMs: Number(row.deadlineMs) }
}

/**
 * Makes or changes a reason. Cases that are open keep the severity and deadline they have. Throws DomainError
 * `conflict` / `setting_changed` or `id_taken`, `invalid` where what it names does not go together.
 */
export async function saveReason({ prisma }: Db, by: By, reason: SaveReason): Promise<void> {
  await unlessTaken('id_taken', 'id', () =>
    prisma.$transaction(async (tx) => {
      await check(tx, reason)
      const before = await tx.reason.findUnique({ where: { id: reason.id }, select: OF_REASON })
      await write(tx, reason)
      await noteSaved(tx, by, {
        action: 'reason.saved',
        kind: 'reason',
        id: reason.id,
        ...(before && { before: asSaved(before) }),
        after: reason,
      })
    }),
  )
}

async function write(tx: Tx, { id, version, ...reason }: SaveReason): Promise<void> {
  const data = { ...reason, deadlineMs: BigInt(reason.deadlineMs), version: version + 1 }
  if (version === 0) {
    const last = await tx.reason.aggregate({ _max: { position: true } })
    await tx.reason.create({ data: { ...data, id, position: (last._max.position ?? 0) + 1 } })
    return
  }
  const { count } = await tx.reason.updateMany({ where: { id, version }, data })
  if (count === 0) changedMeanwhile((await tx.reason.count({ where: { id } })) > 0)
}

async function check(
  tx: Tx,
  { id, active, emergency, severity, queueId, policyId }: SaveReason,
): Promise<void> {
  if (emergency && severity !== 3) {
    throw new DomainError('invalid', 'emergency_is_gravest', { field: 'severity' })
  }
  if (queueId !== null) {
    const queue = await tx.queue.findUnique({ where: { id: queueId }, select: { restricted: true } })
    if (!queue) throw new DomainError('invalid', 'queue_unknown', { field: 'queueId' })
    if (emergency && !queue.restricted) {
      throw new DomainError('invalid', 'emergency_is_restricted', { field: 'queueId' })
    }
  }
  if (policyId !== null && (await tx.policy.count({ where: { id: policyId } })) === 0) {
    throw new DomainError('invalid', 'policy_unknown', { field: 'policyId' })
  }
  if (!active && (await otherActiveReasons(tx, id)) === 0) {
    throw new DomainError('invalid', 'reason_last', { field: 'active' })
  }
}

/** Two that leave at once must see each other: the rows are locked. */
async function otherActiveReasons(tx: Tx, id: string): Promise<number> {
  const rows: unknown =
    await tx.$queryRaw`SELECT id FROM reason WHERE active AND id <> ${id} ORDER BY id FOR UPDATE`
  return Array.isArray(rows) ? rows.length : 0
}
