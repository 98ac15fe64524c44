import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { hiddenFrom, withoutOutcome } from '@/server/features/appeals/blind'
import { auditRead } from '@/server/features/cases/audit-read'
import { evidenceOf, reportsOf } from '@/server/features/cases/parts'
import type { PartDetail } from '@/server/features/cases/schema'
import { openPart } from './open-part'

/** What is kept of one part of a case, and what was reported. Audited like reading the case. Throws DomainError `not_found`. */
export async function readPart(
  db: Db,
  by: { actor: StaffActor; requestId: string },
  subjectId: string,
): Promise<PartDetail> {
  const part = await openPart(db, by, subjectId, 'sees')
  await auditRead(db, by, part.case)
  const [{ role, ...evidence }, reports] = await Promise.all([
    evidenceOf(db, subjectId),
    reportsOf(db, { subjectId }),
  ])
  const { caseIds } = await hiddenFrom(db, by.actor.id)
  if (!caseIds.has(part.caseId)) return { evidence, reports }
  return {
    evidence: { ...evidence, sightings: [] },
    reports: withoutOutcome(reports, part.case.outcome),
  }
}
