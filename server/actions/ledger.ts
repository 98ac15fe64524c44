import { z } from 'zod'
import { CATALOGUE } from '@/server/actions/catalogue'
import { actionName, type LedgerItem } from '@/server/actions/schema'
import { tookEffect } from '@/server/actions/transitions'
import { opener } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'

const include = {
  staff: { select: { id: true, name: true } },
  case: { select: { number: true } },
  events: { orderBy: { n: 'asc' }, select: { toState: true, at: true } },
} as const satisfies Prisma.LedgerRowInclude

type FullRow = Prisma.LedgerRowGetPayload<{ include: typeof include }>

const planShown = z.object({ name: z.string() })
const outcomeShown = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
const progressShown = z.object({ step: z.string(), done: z.number(), total: z.number() })

/** Newest ledger rows of one group, at most `limit`. */
export function ledgerOfGroup(db: Db, groupId: string, limit = 50): Promise<LedgerItem[]> {
  return items(db, groupId, { subjectKind: 'group', subjectId: groupId }, limit)
}

/** Ledger rows that came of one case about this group, newest first. */
export function ledgerOfCase(db: Db, groupId: string, caseId: string): Promise<LedgerItem[]> {
  return items(db, groupId, { caseId }, 50)
}

/** One ledger row. Throws DomainError `not_found`. */
export async function ledgerRow(db: Db, id: string): Promise<LedgerItem> {
  const row = await db.prisma.ledgerRow.findUnique({ where: { id }, select: { subjectId: true } })
  const [item] = row ? await items(db, row.subjectId, { id }, 1) : []
  if (!item) throw new DomainError('not_found', 'not_found')
  return item
}

async function items(
  db: Db,
  groupId: string,
  where: Prisma.LedgerRowWhereInput,
  limit: number,
): Promise<LedgerItem[]> {
  const { prisma } = db
  const [rows, newest, open] = await Promise.all([
    prisma.ledgerRow.findMany({ where, include, orderBy: { id: 'desc' }, take: limit }),
    prisma.ledgerRow.findFirst({
      where: {
        subjectKind: 'group',
        subjectId: groupId,
        state: { notIn: ['cancelled', 'refused', 'failed'] },
      },
      orderBy: { seq: 'desc' },
      select: { id: true },
    }),
    opener(prisma, { kind: 'group', id: groupId }),
  ])
  return rows.map((row) => toItem(row, newest?.id === row.id, open))
}

function toItem(row: FullRow, newest: boolean, open: (sealed: Uint8Array) => string | null): LedgerItem {
  const action = actionName.parse(row.action)
  return {
    id: row.id,
    action,
    subject: { kind: 'group', id: row.subjectId, name: planShown.parse(row.plan).name },
    state: row.state,
    by: row.staff,
    reason: open(row.reason),
    caseNumber: row.case?.number ?? null,
    createdAt: row.createdAt.getTime(),
    dueAt: row.dueAt.getTime(),
    sentAt: row.sentAt?.getTime() ?? null,
    settledAt: row.settledAt?.getTime() ?? null,
    progress: row.progress === null ? null : progressShown.parse(row.progress),
    outcome: row.outcome === null ? null : outcomeShown.parse(row.outcome),
    // Only the newest effect can be taken back: an older one is no longer what holds.
    inverse: newest && tookEffect(row.state) ? CATALOGUE[action].inverse : null,
    cancellable: row.state === 'planned',
    events: row.events.map((event) => ({ state: event.toState, at: event.at.getTime() })),
  }
}
