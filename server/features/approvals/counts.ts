import { z } from 'zod'
import { ACTION_NAMES } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { sightOf } from '@/server/features/cases/sight'
import type { ApprovalCounts } from './schema'

/** How much waits for somebody's answer, and how much was done without a second person that an owner has not seen. */
export async function countApprovals(db: Db, actor: StaffActor): Promise<ApprovalCounts> {
  const [answerable, emergencies] = await Promise.all([
    may(actor.role, 'approval.decide') ? countAnswerable(db, actor) : 0,
    may(actor.role, 'approval.oversee') ? unseen(db, actor) : [],
  ])
  return { answerable, emergencies: emergencies.length, firstEmergency: emergencies[0] ?? null }
}

const counted = z.array(z.object({ n: z.number() }))

async function countAnswerable(db: Db, actor: StaffActor): Promise<number> {
  const { id, role } = actor
  const actions = ACTION_NAMES.filter((action) => may(role, action))
  const rows = await db.prisma.$queryRaw`
    SELECT count(*)::int AS n FROM approval AS a
    LEFT JOIN ledger AS l ON l.id = a.ledger_id LEFT JOIN "case" AS c ON c.id = l.case_id
    LEFT JOIN batch AS b ON b.id = a.batch_id
    WHERE a.state = 'waiting' AND a.expires_at > now() AND a.requested_by_id <> ${id}::uuid
      AND (c.id IS NULL OR ${await sightOf(db, actor)})
      AND coalesce(l.action, b.action) = ANY(${actions}::text[])
      AND (${may(role, 'action.on_protected')}
        OR NOT EXISTS (SELECT FROM group_extension AS g WHERE g.group_id = l.group_id AND g.protected)
        AND NOT EXISTS (SELECT FROM person_extension AS p WHERE p.user_id = l.user_id AND p.protected))`
  return counted.parse(rows)[0]?.n ?? 0
}

/** Most that a banner tells of at once. */
const MOST_UNSEEN = 100

/** Emergencies of others, since this owner is here, that they have not seen. */
async function unseen({ prisma }: Db, { id }: StaffActor): Promise<string[]> {
  const { createdAt } = await prisma.staff.findUniqueOrThrow({ where: { id }, select: { createdAt: true } })
  const rows = await prisma.approval.findMany({
    where: {
      state: 'emergency',
      requestedAt: { gte: createdAt },
      requestedById: { not: id },
      seen: { none: { staffId: id } },
    },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
    take: MOST_UNSEEN,
  })
  return rows.map((row) => row.id)
}

/** Writes down that an owner has seen emergencies; what is none, or was seen before, is left alone. */
export async function markSeen(
  { prisma }: Db,
  { actor, requestId }: { actor: StaffActor; requestId: string },
  approvalIds: readonly string[],
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const rows = await tx.approval.findMany({
      where: { id: { in: [...approvalIds] }, state: 'emergency', seen: { none: { staffId: actor.id } } },
      select: { id: true },
    })
    for (const { id } of rows) {
      const { count } = await tx.approvalSeen.createMany({
        data: [{ approvalId: id, staffId: actor.id }],
        skipDuplicates: true,
      })
      if (count === 0) continue
      await appendAudit(tx, { actor, requestId, action: 'approval.seen', subject: { kind: 'approval', id } })
    }
  })
}
