import { may, type Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { ledgerFor } from '@/server/features/cases/ledger-for'
import type { Sighted } from '@/server/features/cases/sight'
import type { GroupDetail, GroupFilter, GroupItem } from './schema'

/** What of a group tells about its cases is for roles that may read cases; for others it reads as if there were none. */
export function itemFor<T extends GroupItem>(role: Role, item: T): T {
  if (may(role, 'case.read')) return item
  return { ...item, openCases: 0, standing: item.standing === 'under_review' ? 'good' : item.standing }
}

/** The same for one group: no cases, and actions without their reason and case. */
export async function detailFor(
  db: Pick<Db, 'prisma'>,
  actor: Sighted,
  detail: GroupDetail,
): Promise<GroupDetail> {
  const ledger = await ledgerFor(db, actor, detail.ledger)
  if (may(actor.role, 'case.read')) return { ...detail, ledger }
  return { ...itemFor(actor.role, detail), underReview: false, cases: [], casesCount: 0, ledger }
}

/** A filter may not tell what the rows do not. Throws DomainError `forbidden`. */
export function allowFilter(
  role: Role,
  { standing, openCase }: Pick<GroupFilter, 'standing' | 'openCase'>,
): void {
  const asks = standing === 'under_review' || openCase !== undefined
  if (asks && !may(role, 'case.read')) throw new DomainError('forbidden', 'forbidden')
}
