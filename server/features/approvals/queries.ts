import { z } from 'zod'
import { type Approval, RULE_NAMES } from '@/server/actions/approval/schema'
import { muteEnd, weighedBatch } from '@/server/actions/approval/settings'
import { ledgerRow } from '@/server/actions/ledger'
import { isProtected } from '@/server/actions/protection'
import { type ActionName, actionName } from '@/server/actions/schema'
import { openedName, sealedFor } from '@/server/actions/stored-name'
import { aboutWhom } from '@/server/actions/subject'
import { openers, type SealSubject } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { DomainError } from '@/server/errors'
import { hiddenFrom, refuseHidden } from '@/server/features/appeals/blind'
import { type Sighted, seenCases } from '@/server/features/cases/sight'
import { type Asked, approversOf, keptFrom } from './approvers'
import type { ApprovalDetail } from './schema'

const named = { select: { id: true, name: true } } as const
const include = {
  requestedBy: named,
  decidedBy: named,
  ledger: { include: { case: { select: { number: true } } } },
  batch: true,
  interim: { select: { id: true, state: true } },
} as const satisfies Prisma.ApprovalInclude

type Row = Prisma.ApprovalGetPayload<{ include: typeof include }>

type ListInput = { which: 'waiting' | 'answered'; cursor?: string | null | undefined; limit: number }

const SHAPE = { value: z.int().max(8.64e15), id: z.uuid() }

/** One page of requests: those that wait, the one that ends first before the others; or those answered, newest first. */
export async function listApprovals(
  db: Db,
  actor: Sighted,
  { which, cursor, limit }: ListInput,
): Promise<{ items: Approval[]; nextCursor: string | null }> {
  const after = positionOf(which, SHAPE, cursor)
  const rows = await (which === 'waiting' ? waiting : answered)(
    db,
    { AND: [seenRequests(actor), await withoutHidden(db, actor)] },
    after,
    limit + 1,
  )
  const page = pageOf(rows, limit, which, (row) => ({
    value: (which === 'waiting' ? row.expiresAt : row.requestedAt).getTime(),
    id: row.id,
  }))
  return { items: await toApprovals(db, page.rows), nextCursor: page.nextCursor }
}

type After = { value: number; id: string } | null

/** Requests that came of no case, or of one that this person may know of. */
const seenRequests = (actor: Sighted): Prisma.ApprovalWhereInput =>
  actor.role === 'owner'
    ? {}
    : {
        AND: [
          { OR: [{ ledgerId: null }, { ledger: { caseId: null } }, { ledger: { case: seenCases(actor) } }] },
        ],
      }

type Seen = Prisma.ApprovalWhereInput

/** None that would tell whoever looks at a decision again what it was. */
async function withoutHidden(db: Db, actor: Sighted): Promise<Prisma.ApprovalWhereInput> {
  const { caseIds } = await hiddenFrom(db, actor.id)
  if (caseIds.size === 0) return {}
  return {
    OR: [{ ledgerId: null }, { ledger: { caseId: null } }, { ledger: { caseId: { notIn: [...caseIds] } } }],
  }
}

/** Throws DomainError `not_found` where there is no such request that this person may know of. */
export async function refuseUnseenRequest({ prisma }: Db, actor: Sighted, id: string): Promise<void> {
  if ((await prisma.approval.count({ where: { id, ...seenRequests(actor) } })) === 0)
    throw new DomainError('not_found', 'not_found')
}

function waiting({ prisma }: Db, seen: Seen, after: After, take: number): Promise<Row[]> {
  const at = after && new Date(after.value)
  return prisma.approval.findMany({
    where: {
      ...seen,
      state: 'waiting',
      ...(at && { OR: [{ expiresAt: { gt: at } }, { expiresAt: at, id: { gt: after.id } }] }),
    },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    include,
    take,
  })
}

function answered({ prisma }: Db, seen: Seen, after: After, take: number): Promise<Row[]> {
  const at = after && new Date(after.value)
  return prisma.approval.findMany({
    where: {
      ...seen,
      state: { not: 'waiting' },
      ...(at && {
        requestedAt: { lte: at },
        OR: [{ requestedAt: { lt: at } }, { requestedAt: at, id: { lt: after.id } }],
      }),
    },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    include,
    take,
  })
}

/** One request, with what holds meanwhile and who may answer it. Throws DomainError `not_found`. */
export async function getApproval(db: Db, actor: StaffActor, id: string): Promise<ApprovalDetail> {
  await refuseUnseenRequest(db, actor, id)
  const row = await db.prisma.approval.findUnique({ where: { id }, include })
  if (!row) throw new DomainError('not_found', 'not_found')
  await refuseHidden(db, actor.id, { caseId: row.ledger?.caseId })
  const [approval] = await toApprovals(db, [row])
  if (!approval) throw new DomainError('not_found', 'not_found')
  const asked = await askedOf(db, row)
  const staff = await db.prisma.staff.findUniqueOrThrow({ where: { id: actor.id } })
  const seen = await db.prisma.approvalSeen.count({ where: { approvalId: id, staffId: actor.id } })
  const isOver = row.state !== 'waiting' || row.expiresAt.getTime() <= Date.now()
  return {
    ...approval,
    input: z.record(z.string(), z.json()).parse((row.ledger ?? row.batch)?.input),
    interim: row.interim && (await ledgerRow(db, row.interim.id)),
    seen: seen > 0,
    keptFrom: isOver ? 'approval_over' : keptFrom(asked, staff, Date.now()),
    approvers: isOver ? [] : await approversOf(db, asked),
  }
}

/** What a request asks for, as far as it decides who may answer. */
async function askedOf(db: Db, { ledger, batch, requestedById }: Row): Promise<Asked> {
  if (batch) return { ...(await weighedBatch(db.prisma, batch)), requestedById, isProtected: false }
  const { action, people } = ofLedger(ledger)
  return {
    requestedById,
    action,
    largest: people,
    until: muteEnd(action, ledger?.input),
    isProtected: await isProtected(db, { groupId: ledger?.groupId, userId: ledger?.userId }),
  }
}

const planned = z.object({ name: z.string(), people: z.number() })

function ofLedger(ledger: Row['ledger']): { action: ActionName; name: string; people: number } {
  return { action: actionName.parse(ledger?.action), ...planned.parse(ledger?.plan) }
}

const keptName = (ledger: NonNullable<Row['ledger']>) => ({
  ...ledger,
  name: planned.parse(ledger.plan).name,
})

async function toApprovals(db: Db, rows: readonly Row[]): Promise<Approval[]> {
  const batches = await batchSizes(db, rows)
  const open = await openers(
    db.prisma,
    rows.flatMap((row) => [
      ...[noteOf(row), reasonOf(row)].flatMap((sealed) => sealed?.about ?? []),
      ...(row.ledger ? sealedFor(keptName(row.ledger)) : []),
    ]),
  )
  const text = (sealed: Sealed | null) => sealed && open(sealed.about, sealed.bytes)
  return rows.map((row) => {
    const { ledger, batch, interim } = row
    const sizes = batch
      ? { action: actionName.parse(batch.action), ...(batches.get(batch.id) ?? { items: 0, people: 0 }) }
      : { items: 1, ...ofLedger(ledger) }
    return {
      id: row.id,
      rule: z.enum(RULE_NAMES).parse(row.rule),
      state: row.state,
      action: sizes.action,
      subject: ledger && {
        kind: ledger.subjectKind,
        id: ledger.subjectId,
        name: openedName(open, keptName(ledger)),
      },
      ledgerId: row.ledgerId,
      batchNumber: batch?.number ?? null,
      caseNumber: ledger?.case?.number ?? null,
      items: sizes.items,
      people: sizes.people,
      reason: text(reasonOf(row)),
      by: row.requestedBy,
      requestedAt: row.requestedAt.getTime(),
      expiresAt: row.expiresAt.getTime(),
      decidedBy: row.decidedBy,
      decidedAt: row.decidedAt?.getTime() ?? null,
      note: text(noteOf(row)),
      suspendedMeanwhile: batch
        ? sizes.action === 'group.dismiss' && row.state !== 'emergency'
        : interim !== null && !UNDONE.has(interim.state),
    }
  })
}

/** A suspension that never was. */
const UNDONE: ReadonlySet<string> = new Set(['refused', 'failed', 'cancelled'])

type Sealed = { about: SealSubject; bytes: Uint8Array }

const noteOf = ({ id, note }: Row): Sealed | null => note && { about: { kind: 'approval', id }, bytes: note }

function reasonOf({ ledger, batch }: Row): Sealed | null {
  if (batch?.reason) return { about: { kind: 'batch', id: batch.id }, bytes: batch.reason }
  return ledger?.reason ? { about: aboutWhom(ledger), bytes: ledger.reason } : null
}

/** Items and people of each batch, without what is left out. */
async function batchSizes({ prisma }: Db, rows: readonly Row[]) {
  const ids = rows.flatMap(({ batchId }) => batchId ?? [])
  if (ids.length === 0) return new Map<string, { items: number; people: number }>()
  const sums = await prisma.batchItem.groupBy({
    by: ['batchId'],
    where: { batchId: { in: ids }, state: { not: 'left_out' } },
    _count: true,
    _sum: { people: true },
  })
  return new Map(sums.map((one) => [one.batchId, { items: one._count, people: one._sum.people ?? 0 }]))
}
