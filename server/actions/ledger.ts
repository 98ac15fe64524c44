import { z } from 'zod'
import { CATALOGUE } from '@/server/actions/catalogue'
import { actionName, CAUSES, type FirstItem, type LedgerItem } from '@/server/actions/schema'
import { openedName, sealedFor } from '@/server/actions/stored-name'
import { aboutWhom, type Subject } from '@/server/actions/subject'
import { tookEffect } from '@/server/actions/transitions'
import { openers, type SealSubject } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'

const include = {
  staff: { select: { id: true, name: true } },
  case: { select: { number: true } },
  batch: { select: { id: true, number: true, reason: true } },
  approval: {
    select: { id: true, state: true, expiresAt: true, decidedBy: { select: { name: true } } },
  },
  events: { orderBy: { n: 'asc' }, select: { toState: true, at: true } },
  first: {
    orderBy: { subjectId: 'asc' },
    select: { id: true, action: true, subjectId: true, state: true, outcome: true },
  },
} as const satisfies Prisma.LedgerRowInclude

type FullRow = Prisma.LedgerRowGetPayload<{ include: typeof include }>

const inputShown = z.record(z.string(), z.json())
const planShown = z.object({ name: z.string() })
const outcomeShown = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
const progressShown = z.object({ step: z.string(), done: z.number(), total: z.number() })

/**
 * Newest ledger rows that touch one group, its members and messages included, at most `limit`. What came first for
 * another is told with that one.
 */
export function ledgerOfGroup(db: Db, groupId: string, limit = 50): Promise<LedgerItem[]> {
  return ledgerItems(db, { groupId, firstForId: null }, limit)
}

/** Ledger rows that came of one case, newest first. */
export function ledgerOfCase(db: Db, caseId: string): Promise<LedgerItem[]> {
  return ledgerItems(db, { caseId, firstForId: null }, 50)
}

/** One ledger row. Throws DomainError `not_found`. */
export async function ledgerRow(db: Db, id: string): Promise<LedgerItem> {
  const [item] = await ledgerItems(db, { id }, 1)
  if (!item) throw new DomainError('not_found', 'not_found')
  return item
}

/** Ledger rows newest first, at most `limit`. */
export async function ledgerItems(
  db: Db,
  where: Prisma.LedgerRowWhereInput,
  limit: number,
): Promise<LedgerItem[]> {
  const { prisma } = db
  const rows = await prisma.ledgerRow.findMany({ where, include, orderBy: { id: 'desc' }, take: limit })
  const sealed = rows.map(sealedReason)
  const [newest, open] = await Promise.all([
    newestEffects(prisma, subjectsOf(rows)),
    openers(prisma, [
      ...sealed.map(({ about }) => about),
      ...rows.flatMap((row) => sealedFor(keptName(row))),
    ]),
  ])
  return rows.map((row, at) => {
    const { about, bytes } = sealed[at] ?? sealedReason(row)
    const name = openedName(open, keptName(row))
    return toItem(row, name, newest.has(row.id), bytes && open(about, bytes))
  })
}

/** What its subject was called when it was planned. */
function keptName({ subjectKind, subjectId, userId, plan }: FullRow) {
  return { subjectKind, subjectId, userId, name: planShown.parse(plan).name }
}

/** Where a row's reason is: its own, or its batch's. What an invite link does has none. */
function sealedReason(row: FullRow): { about: SealSubject; bytes: Uint8Array | null } {
  if (row.batch) return { about: { kind: 'batch', id: row.batch.id }, bytes: row.batch.reason }
  return { about: aboutWhom(row), bytes: row.reason }
}

/** Each subject of these rows once. */
function subjectsOf(rows: readonly FullRow[]): Subject[] {
  const byKey = new Map(
    rows.map(({ subjectKind: kind, subjectId: id }) => [`${kind}:${id}`, { kind, id }] as const),
  )
  return [...byKey.values()]
}

/** Ids of the rows whose effect is the newest on their subject: only that one can be taken back. */
async function newestEffects(prisma: Db['prisma'], subjects: readonly Subject[]): Promise<Set<string>> {
  if (subjects.length === 0) return new Set()
  const rows = await prisma.$queryRaw`
    SELECT newest.id FROM unnest(${subjects.map(({ kind }) => kind)}::"LedgerSubject"[], ${subjects.map(({ id }) => id)}::text[])
      AS wanted (kind, subject)
    CROSS JOIN LATERAL (
      SELECT id FROM ledger
      WHERE subject_kind = wanted.kind AND subject_id = wanted.subject
        AND state NOT IN ('awaiting_approval', 'cancelled', 'refused', 'failed')
      ORDER BY seq DESC LIMIT 1
    ) AS newest`
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  )
}

function toFirst({ outcome, ...one }: FullRow['first'][number]): FirstItem {
  const media = outcome === null ? undefined : outcomeShown.parse(outcome).facts.media
  return { ...one, action: actionName.parse(one.action), media: media === undefined ? null : String(media) }
}

function toItem(row: FullRow, name: string, newest: boolean, reason: string | null): LedgerItem {
  const action = actionName.parse(row.action)
  return {
    id: row.id,
    action,
    subject: { kind: row.subjectKind, id: row.subjectId, name },
    input: inputShown.parse(row.input),
    state: row.state,
    by: row.staff,
    cause: row.cause === null ? null : z.enum(CAUSES).parse(row.cause),
    reason,
    caseNumber: row.case?.number ?? null,
    batchNumber: row.batch?.number ?? null,
    createdAt: row.createdAt.getTime(),
    dueAt: row.dueAt.getTime(),
    sentAt: row.sentAt?.getTime() ?? null,
    settledAt: row.settledAt?.getTime() ?? null,
    progress: row.progress === null ? null : progressShown.parse(row.progress),
    outcome: row.outcome === null ? null : outcomeShown.parse(row.outcome),
    // Only the newest effect can be taken back: an older one is no longer what holds.
    inverse: newest && tookEffect(row.state) ? CATALOGUE[action].inverse(row.input, row.kept) : null,
    cancellable: row.state === 'planned',
    approval: row.approval && {
      id: row.approval.id,
      state: row.approval.state,
      expiresAt: row.approval.expiresAt.getTime(),
      decidedBy: row.approval.decidedBy?.name ?? null,
    },
    first: row.first.map(toFirst),
    events: row.events.map((event) => ({ state: event.toState, at: event.at.getTime() })),
  }
}
