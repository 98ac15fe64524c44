import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import type { Case } from '@/server/db/generated/client'
import { accusedOf } from './accused'
import type { By } from './claim'

const HOUR_MS = 3_600_000

/** Notes that somebody read a case's evidence, which may hold private messages: once per person, case and hour. */
export async function auditRead({ prisma }: Db, by: By, row: Case): Promise<void> {
  if (await readLately(prisma, by, row)) return
  await prisma.$transaction(async (tx) => {
    // Two pages of one person opening at once: the second waits here and then sees the first one's row.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`${by.actor.id}:${row.id}`}, 0))`
    if (await readLately(tx, by, row)) return
    await appendAudit(tx, {
      ...by,
      action: 'case.evidence_read',
      subject: accusedOf(row),
      caseId: row.id,
    })
  })
}

async function readLately(tx: Tx, { actor }: By, row: Case): Promise<boolean> {
  const { kind, id } = accusedOf(row)
  const found = await tx.auditRow.findFirst({
    where: {
      subjectKind: kind,
      subjectId: id,
      actorId: actor.id,
      action: 'case.evidence_read',
      caseId: row.id,
      at: { gt: new Date(Date.now() - HOUR_MS) },
    },
    // Newest first, and the index of a subject's rows ends the search early.
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  return found !== null
}
