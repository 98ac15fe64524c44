import type { Plan } from '@/server/actions/schema'
import { aboutWhom } from '@/server/actions/subject'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'

const HOUR_MS = 3_600_000

/**
 * Notes that somebody read the beginning of a message while planning what to do about it: once per person, message and
 * hour. Plans on anything else leave no trace.
 */
export async function noteReading(
  { prisma }: Db,
  by: { actor: StaffActor; requestId: string },
  plan: Pick<Plan, 'action' | 'subject' | 'touches'>,
): Promise<void> {
  const { kind, id: subjectId } = plan.subject
  if (kind !== 'message') return
  const about = aboutWhom({ subjectKind: kind, subjectId, ...plan.touches })
  await prisma.$transaction(async (tx) => {
    // Two plans of one person at once: the second waits here and then sees the first one's row.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`${by.actor.id}:${subjectId}`}, 0))`
    if (await readLately(tx, by.actor.id, about, subjectId)) return
    const after = { message: subjectId, groupId: plan.touches.groupId, for: plan.action }
    await appendAudit(tx, { ...by, action: 'message.read', subject: about, after })
  })
}

async function readLately(tx: Tx, actorId: string, about: ReturnType<typeof aboutWhom>, subjectId: string) {
  return await tx.auditRow.findFirst({
    where: {
      subjectKind: about.kind,
      subjectId: about.id,
      actorId,
      action: 'message.read',
      after: { path: ['message'], equals: subjectId },
      at: { gt: new Date(Date.now() - HOUR_MS) },
    },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
}
