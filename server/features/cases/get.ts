import { ledgerOfCase } from '@/server/actions/ledger'
import type { LedgerItem } from '@/server/actions/schema'
import { opener } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Case, Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import {
  hiddenFrom,
  isBlind,
  withoutFirst,
  withoutHidden,
  withoutSince,
  withoutVerdict,
} from '@/server/features/appeals/blind'
import { reviewOf } from '@/server/features/appeals/get-review'
import { accusedOf } from './accused'
import { auditRead } from './audit-read'
import type { By } from './claim'
import { evidenceOf, leadOf, partsOf, reportsOf } from './parts'
import { earlierCases, priorsOf } from './priors'
import type { CaseDetail } from './schema'
import { refuseUnseen } from './sight'
import { targetsOf } from './targets'

const include = (staffId: string) =>
  ({
    claimedBy: { select: { name: true } },
    assignedTo: { select: { id: true, name: true } },
    mergedInto: { select: { number: true } },
    _count: { select: { notes: { where: { OR: [{ kind: { not: 'lost_text' } }, { staffId }] } } } },
    notes: {
      where: { kind: 'question', toStaffId: staffId, answered: { none: {} } },
      select: { id: true },
      take: 1,
    },
    watches: { where: { staffId }, select: { staffId: true } },
    decisions: {
      where: { revokedAt: null },
      orderBy: { epoch: 'desc' },
      take: 1,
      include: {
        staff: { select: { id: true, name: true } },
        policyVersion: { select: { policyId: true, version: true } },
        ledger: { select: { id: true } },
      },
    },
    drafts: { where: { staffId }, select: { body: true } },
    reviewOf: { select: { caseId: true, case: { select: { number: true, outcome: true } } } },
  }) as const satisfies Prisma.CaseInclude

type FullCase = Prisma.CaseGetPayload<{ include: ReturnType<typeof include> }>

/**
 * One case with all that a decision needs. Reading it is audited, at most once per person, case and hour.
 * Throws DomainError `not_found`, also for one of a restricted queue that this person is no member of.
 */
export async function getCase(db: Db, by: By, number: number): Promise<CaseDetail> {
  const row = await db.prisma.case.findUnique({ where: { number }, include: include(by.actor.id) })
  if (!row) throw new DomainError('not_found', 'not_found', { facts: { number } })
  await refuseUnseen(db, by.actor.id, row.id)
  await auditRead(db, by, row)
  const blind = await isBlind(db.prisma, row)
  // What is looked at again is what was reported then.
  const reportedIn = row.reviewOf?.caseId ?? row.id
  const lead = await leadOf(db, reportedIn)
  const parts = await partsOf(db, reportedIn)
  const [evidence, reportsList, history, priors, ledger, open, review] = await Promise.all([
    evidenceOf(db, lead?.subject_id ?? parts[0]?.id ?? row.id),
    reportsOf(db, { caseId: reportedIn }, lead?.id),
    earlierCases(db, by.actor, row),
    priorsOf(db, by.actor, row),
    ledgerOfCase(db, row.id),
    opener(db.prisma, accusedOf(row)),
    reviewOf(db, row, blind),
  ])
  const shown = detail(row, { parts, evidence, reportsList, history, priors, ledger, open, review })
  if (blind) return withoutSince(withoutFirst(shown, row.reviewOf?.case))
  return await asSeenBy(db, by, shown)
}

/** Without what is hidden from whoever looks at a decision again. */
async function asSeenBy({ prisma }: Db, by: By, shown: CaseDetail): Promise<CaseDetail> {
  const { caseIds } = await hiddenFrom({ prisma }, by.actor.id)
  if (caseIds.size === 0) return shown
  const rows = await prisma.case.findMany({ where: { id: { in: [...caseIds] } }, select: { number: true } })
  const rest = withoutHidden(shown, new Set(rows.map((row) => row.number)))
  return caseIds.has(shown.id) && shown.state !== 'open' ? withoutSince(withoutVerdict(rest)) : rest
}

type Around = {
  parts: CaseDetail['parts']
  evidence: Awaited<ReturnType<typeof evidenceOf>>
  reportsList: CaseDetail['reportsList']
  history: CaseDetail['history']
  priors: Subject['priors']
  ledger: LedgerItem[]
  open: (sealed: Uint8Array) => string | null
  review: CaseDetail['review']
}

function detail(row: FullCase, around: Around): CaseDetail {
  const { parts, reportsList, history, priors, ledger, open } = around
  const { role, ...evidence } = around.evidence
  const [decision] = row.decisions
  return {
    ...item(row),
    epoch: row.epoch,
    subject: { ...subject(row, evidence.group?.members ?? 0, role), priors },
    groupId: row.groupId,
    closedAt: row.closedAt?.getTime() ?? null,
    parts,
    targets: targetsOf(parts),
    reportsList,
    evidence,
    legalHold: row.legalHold,
    watched: row.watches.length > 0,
    notesCount: row._count.notes,
    asksMe: row.notes.length > 0,
    mergedInto: row.mergedInto?.number ?? null,
    purgedAt: row.purgedAt?.getTime() ?? null,
    decision: decision
      ? {
          outcome: decision.outcome,
          by: decision.staff,
          at: decision.decidedAt.getTime(),
          reason: open(decision.reason),
          policy: decision.policyVersion && {
            id: decision.policyVersion.policyId,
            version: decision.policyVersion.version,
          },
          ledgerIds: decision.ledger.map(({ id }) => id),
          notify: { reporter: decision.notifyReporter, person: decision.notifyPerson },
        }
      : null,
    ledger,
    history,
    review: around.review,
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
    type: row.type,
    queue: row.queueId,
    deadlineAt: row.deadlineAt.getTime(),
    emergency: row.emergency,
    automated: row.automated,
    subjectsCount: row.subjectsCount,
    assignedTo: row.assignedTo,
    snoozedUntil: row.snoozedUntil?.getTime() ?? null,
  }
}

type Subject = CaseDetail['subject']

function subject(
  row: Case,
  members: number,
  role: NonNullable<Subject['group']>['role'],
): Omit<Subject, 'priors'> {
  const accused = accusedOf(row)
  const inGroup = accused.kind === 'user' && row.groupId !== null
  return {
    ...accused,
    name: row.subjectName,
    faceUrl: row.faceUrl,
    group: inGroup ? { id: row.groupId ?? '', name: row.contextName, members, role } : null,
  }
}
