import { may } from '@/server/auth/permissions'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { refuseStranger } from '@/server/features/cases/sight'
import type { Colleague } from './schema'

/** Who can be given cases or asked about them, by name; without this person. */
export async function listColleagues({ prisma }: Db, staffId: string): Promise<Colleague[]> {
  const rows = await prisma.staff.findMany({
    where: { disabledAt: null, id: { not: staffId } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, role: true },
  })
  return rows.filter(({ role }) => may(role, 'case.claim')).map(({ id, name }) => ({ id, name }))
}

/** Refuses somebody who is gone, works on no cases, may not see this one, or whose own affair it is. */
export async function colleague(tx: Tx, staffId: string, caseId: string): Promise<Colleague> {
  const row = await tx.staff.findUnique({
    where: { id: staffId },
    select: { id: true, name: true, role: true, disabledAt: true },
  })
  const unfit = new DomainError('invalid', 'colleague_unfit', { field: 'staffId' })
  if (!row || row.disabledAt !== null || !may(row.role, 'case.claim')) throw unfit
  try {
    await refuseStranger(tx, staffId, caseId)
  } catch (error) {
    throw error instanceof DomainError ? unfit : error
  }
  return { id: row.id, name: row.name }
}
