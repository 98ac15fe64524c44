import { z } from 'zod'
import { unseal } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { AuditRow } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { refuseHidden } from '@/server/features/appeals/blind'
import { auditItem } from './list'
import { namesOf } from './names'
import type { AuditDetail } from './schema'

const personalText = z.record(z.string(), z.string())

/** One audit row with its personal text opened, or marked as erased. Throws DomainError `not_found`, `forbidden` / `hidden_while_blind`. */
export async function getAudit(db: Db, id: string, reader?: { id: string }): Promise<AuditDetail> {
  const row = await db.prisma.auditRow.findUnique({ where: { id } })
  if (!row) throw new DomainError('not_found', 'not_found')
  if (reader) await refuseHidden(db, reader.id, { caseId: row.caseId })
  const { before, after, requestId } = row
  return {
    ...auditItem(row, await namesOf(db, [row])),
    before,
    after,
    requestId,
    ...(await personalOf(db, row)),
  }
}

async function personalOf(
  { prisma }: Db,
  { personal, subjectKind: kind, subjectId: id, caseId }: AuditRow,
): Promise<Pick<AuditDetail, 'personal' | 'erased'>> {
  if (personal === null) return { personal: null, erased: false }
  const text = await unseal(prisma, { kind, id, caseId }, personal)
  if (text === null) return { personal: null, erased: true }
  return { personal: personalText.parse(JSON.parse(text)), erased: false }
}
