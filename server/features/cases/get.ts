import { ledgerOfCase } from '@/server/actions/ledger'
import type { LedgerItem } from '@/server/actions/schema'
import { opener } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Case, Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { parseCopy } from '@/server/features/evidence/copy'
import { shownEvidence } from '@/server/features/evidence/present'
import { textOf } from '@/server/openim/message-content'
import { accusedOf } from './accused'
import { auditRead } from './audit-read'
import type { By } from './claim'
import type { CaseDetail } from './schema'

/** More than anybody reads; the count on the case is exact. */
const MOST_REPORTS = 200
const MOST_HISTORY = 20

const include = (staffId: string) =>
  ({
    claimedBy: { select: { name: true } },
    reports: { orderBy: { createdAt: 'asc' }, take: MOST_REPORTS },
    subjects: { orderBy: [{ addedAt: 'asc' }, { id: 'asc' }], take: 1, include: { evidence: true } },
    decisions: {
      where: { revokedAt: null },
      orderBy: { epoch: 'desc' },
      take: 1,
      include: { staff: { select: { id: true, name: true } } },
    },
    drafts: { where: { staffId }, select: { body: true } },
  }) as const satisfies Prisma.CaseInclude

type FullCase = Prisma.CaseGetPayload<{ include: ReturnType<typeof include> }>

/**
 * One case with all that a decision needs. Reading it is audited, at most once per person, case and hour.
 * Throws DomainError `not_found`.
 */
export async function getCase(db: Db, by: By, number: number): Promise<CaseDetail> {
  const row = await db.prisma.case.findUnique({ where: { number }, include: include(by.actor.id) })
  if (!row) throw new DomainError('not_found', 'not_found', { facts: { number } })
  await auditRead(db, by, row)
  const [names, history, ledger, open] = await Promise.all([
    reporterNames(db, row),
    earlierCases(db, row),
    ledgerOfCase(db, row.id),
    opener(db.prisma, accusedOf(row)),
  ])
  return detail(row, { names, history, ledger, open })
}

type Around = {
  names: ReadonlyMap<string, string>
  history: CaseDetail['history']
  ledger: LedgerItem[]
  open: (sealed: Uint8Array) => string | null
}

function detail(row: FullCase, { names, history, ledger, open }: Around): CaseDetail {
  const { role, ...evidence } = shownEvidence(row.subjects[0]?.evidence ?? null)
  const [decision] = row.decisions
  return {
    ...item(row),
    epoch: row.epoch,
    subject: subject(row, evidence.group?.members ?? 0, role),
    groupId: row.groupId,
    closedAt: row.closedAt?.getTime() ?? null,
    reportsList: row.reports.map((report) => shownReport(report, names)),
    evidence,
    decision: decision
      ? {
          outcome: decision.outcome,
          by: decision.staff,
          at: decision.decidedAt.getTime(),
          reason: open(decision.reason),
        }
      : null,
    ledger,
    history,
    draft: row.drafts[0]?.body ?? null,
  }
}

function item(row: FullCase) {
  const { claimedById, claimExpiresAt, claimedBy } = row
  return {
    id: row.id,
    number: row.number,
    kind: row.subjectKind,
    name: row.subjectName,
    context: row.contextName,
    faceUrl: row.faceUrl,
    state: row.state,
    outcome: row.outcome,
    reason: row.reason,
    severity: row.severity,
    reports: row.reportsCount,
    openedAt: row.openedAt.getTime(),
    lastReportAt: row.lastReportAt.getTime(),
    claim:
      claimedById && claimExpiresAt
        ? { staffId: claimedById, name: claimedBy?.name ?? '', expiresAt: claimExpiresAt.getTime() }
        : null,
  }
}

type Subject = CaseDetail['subject']

function subject(row: Case, members: number, role: NonNullable<Subject['group']>['role']): Subject {
  const accused = accusedOf(row)
  const inGroup = accused.kind === 'user' && row.groupId !== null
  return {
    ...accused,
    name: row.subjectName,
    faceUrl: row.faceUrl,
    group: inGroup ? { id: row.groupId ?? '', name: row.contextName, members, role } : null,
  }
}

function shownReport(report: FullCase['reports'][number], names: ReadonlyMap<string, string>) {
  const { id, reporterId, reason, text, createdAt, comparison, copy } = report
  const reporter = { id: reporterId, name: names.get(reporterId) ?? reporterId }
  const copyText = comparison === 'differs' ? textOfCopy(copy) : null
  return { id, reporter, reason, text, at: createdAt.getTime(), comparison, copyText }
}

function textOfCopy(value: unknown): string | null {
  const copy = parseCopy(value)
  return copy && textOf(copy.contentType, copy.content)
}

async function reporterNames({ prisma }: Db, { reports }: FullCase): Promise<Map<string, string>> {
  const rows = await prisma.personIndex.findMany({
    where: { userId: { in: reports.map((report) => report.reporterId) } },
    select: { userId: true, nickname: true },
  })
  return new Map(rows.map((row) => [row.userId, row.nickname]))
}

/** Other cases about the same subject, the same group or the same person that opened before, newest first. */
async function earlierCases({ prisma }: Db, row: Case): Promise<CaseDetail['history']> {
  const { subjectKind, subjectKey, groupId, userId } = row
  const same: Prisma.CaseWhereInput[] = [{ subjectKind, subjectKey }]
  if (groupId !== null) same.push({ groupId })
  if (userId !== null) same.push({ userId })
  const rows = await prisma.case.findMany({
    where: { OR: same, id: { not: row.id }, openedAt: { lte: row.openedAt } },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: MOST_HISTORY,
    select: { number: true, reason: true, state: true, outcome: true, openedAt: true },
  })
  return rows.map((other) => ({ ...other, openedAt: other.openedAt.getTime() }))
}
