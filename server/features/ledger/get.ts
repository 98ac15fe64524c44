import { z } from 'zod'
import { ledgerRow } from '@/server/actions/ledger'
import { actionName } from '@/server/actions/schema'
import type { Db } from '@/server/db/client'
import { refuseHidden } from '@/server/features/appeals/blind'
import type { LedgerDetail } from './schema'
import { timelineOf } from './timeline'

const planned = z.object({ people: z.number() })
/** Most calls shown of one action: a restore of a large group makes thousands. */
const MOST_CALLS = 500

/** One action with its timeline. Throws DomainError `not_found`, `forbidden` / `hidden_while_blind`. */
export async function getLedger(db: Db, id: string, reader?: { id: string }): Promise<LedgerDetail> {
  const item = await ledgerRow(db, id)
  const row = await db.prisma.ledgerRow.findUniqueOrThrow({
    where: { id },
    include: {
      events: { orderBy: { n: 'asc' } },
      // The newest: they tell how it stands.
      calls: { orderBy: { n: 'desc' }, take: MOST_CALLS },
      firstFor: { select: { id: true, action: true } },
      inverseOf: { select: { id: true, action: true } },
      inverses: { select: { id: true, action: true, state: true }, orderBy: { id: 'desc' }, take: 1 },
    },
  })
  if (reader) await refuseHidden(db, reader.id, { caseId: row.caseId })
  const { firstFor, inverseOf, inverses, groupId, userId, attempts } = row
  const [back] = inverses
  return {
    ...item,
    touches: { groupId, userId },
    people: planned.parse(row.plan).people,
    takesBack: inverseOf && { id: inverseOf.id, action: actionName.parse(inverseOf.action) },
    firstFor: firstFor && { id: firstFor.id, action: actionName.parse(firstFor.action) },
    takenBackBy: back ? { ...back, action: actionName.parse(back.action) } : null,
    attempts,
    timeline: timelineOf(row, row.events, row.calls.toReversed()),
  }
}
