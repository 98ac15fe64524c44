import type { LedgerItem } from '@/server/actions/schema'
import { may } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { type Sighted, unseenAmong } from './sight'

/**
 * Actions as this person may see them: why, in which case, and what a message says is for roles that may read cases, and
 * of a case that they may not know of for nobody else.
 */
export async function ledgerFor<T extends LedgerItem>(
  db: Pick<Db, 'prisma'>,
  actor: Sighted,
  items: readonly T[],
): Promise<T[]> {
  if (!may(actor.role, 'case.read')) return items.map(withoutCase)
  const numbers = items.flatMap(({ caseNumber }) => caseNumber ?? [])
  const unseen = await unseenAmong(db.prisma, actor, { numbers })
  return items.map((item) =>
    item.caseNumber !== null && unseen.numbers.has(item.caseNumber) ? withoutCase(item) : item,
  )
}

const withoutCase = <T extends LedgerItem>(item: T): T => ({
  ...item,
  reason: null,
  caseNumber: null,
  subject: item.subject.kind === 'message' ? { ...item.subject, name: '' } : item.subject,
})
