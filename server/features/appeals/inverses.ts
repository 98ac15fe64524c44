import { CATALOGUE } from '@/server/actions/catalogue'
import { WANTS_NOTHING } from '@/server/actions/desired-store'
import type { PlanRequest } from '@/server/actions/plan'
import { actionName } from '@/server/actions/schema'
import { tookEffect } from '@/server/actions/transitions'
import type { Db } from '@/server/db/client'
import type { LedgerRow } from '@/server/db/generated/client'

/**
 * What takes the actions of a decision back, newest first: of those that took effect and are still what was done last to
 * their subject. What cannot be taken back (a deleted message) and what somebody changed since is left out.
 */
export async function inversesOf(
  prisma: Db['prisma'],
  rows: readonly LedgerRow[],
  /** Only of these. */
  only?: ReadonlySet<string>,
): Promise<{ request: PlanRequest; inverseOfId: string }[]> {
  const found: { request: PlanRequest; inverseOfId: string }[] = []
  for (const row of rows.toSorted((a, b) => b.seq - a.seq)) {
    if (!tookEffect(row.state) || only?.has(row.id) === false) continue
    const newest = await prisma.ledgerRow.findFirst({
      where: { subjectKind: row.subjectKind, subjectId: row.subjectId, state: { notIn: [...WANTS_NOTHING] } },
      orderBy: { seq: 'desc' },
      select: { id: true },
    })
    const inverse = CATALOGUE[actionName.parse(row.action)].inverse(row.input, row.kept)
    if (newest?.id !== row.id || inverse === null) continue
    found.push({ request: { ...inverse, subjectId: row.subjectId }, inverseOfId: row.id })
  }
  return found
}
