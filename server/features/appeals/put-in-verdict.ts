import { appendAudit } from '@/server/audit/append'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { moveCase } from '@/server/features/cases/move'
import type { PutInVerdictInput } from './schema'

/**
 * Puts the second verdict in before the first is seen: from then on the first is shown to whoever holds the case, and
 * their verdict stands. What is left to decide is which single measures are taken back. Throws DomainError `invalid` /
 * `case_not_review`, `conflict` / `verdict_is_in` or as the table of states has it.
 */
export async function putInVerdict(
  { prisma }: Db,
  by: By,
  { caseId, epoch, violation }: PutInVerdictInput,
): Promise<Record<string, never>> {
  await prisma.$transaction(async (tx) => {
    const { before } = await moveCase(tx, caseId, { type: 'rearrange', by: by.actor.id, epoch })
    if (before.reviewOfId === null) throw new DomainError('invalid', 'case_not_review', { field: 'caseId' })
    if (before.verdictEpoch === epoch) throw new DomainError('conflict', 'verdict_is_in')
    await tx.case.update({
      where: { id: caseId },
      data: { verdictIn: violation, verdictEpoch: epoch },
      select: { id: true },
    })
    await appendAudit(tx, {
      ...by,
      action: 'case.verdict_in',
      subject: accusedOf(before),
      after: { violation },
      caseId,
    })
  })
  return {}
}
