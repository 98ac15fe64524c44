import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { refuseStranger, refuseUnseen } from '@/server/features/cases/sight'

type By = { actor: StaffActor; requestId: string }

const include = {
  case: true,
  evidence: true,
  reports: { orderBy: { createdAt: 'desc' }, take: 3 },
} as const

/**
 * One part of a case with its evidence, for somebody who may see it; `works`: who may work on it, which those whose own
 * affair it is may not. Throws DomainError `not_found`, `forbidden`.
 */
export async function openPart(db: Db, { actor }: By, subjectId: string, right: 'sees' | 'works') {
  const part = await db.prisma.caseSubject.findUnique({ where: { id: subjectId }, include })
  if (!part) throw new DomainError('not_found', 'not_found')
  if (right === 'works') await refuseStranger(db.prisma, actor.id, part.caseId)
  else await refuseUnseen(db, actor.id, part.caseId)
  return part
}
