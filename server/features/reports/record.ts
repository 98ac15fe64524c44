import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import type { Case, Report } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import { groupFacts, readReason, routeCase } from '@/server/features/desk/read'
import { urgencyOf } from '@/server/features/desk/route-case'
import { EMERGENCY_QUEUE, type ReasonRules } from '@/server/features/desk/schema'
import { weighedDeadline } from '@/server/features/reporters/weigh'
import { enqueue } from '@/server/jobs/enqueue'
import { type Arrival, actorOfReport, opaqueNumber } from './arrival'
import { gather } from './gather'
import { joinOpenCase } from './join-open-case'
import { MOST_TEXT_TOGETHER, type ReportInput } from './schema'

export type Recorded = { number: string; isNew: boolean }

/**
 * Writes a report down with all that follows from it in one transaction: its case (gather.ts), the wish
 * for evidence, the audit row and the job that fetches. The same person's later report on an open case adds its text.
 * Throws DomainError `invalid` / `text_too_long_together`.
 */
export async function recordReport(db: Db, arrival: Arrival): Promise<Recorded> {
  const { subject, reporterId, reason, automated, language } = arrival
  const dueAt = weighedDeadline(reason, Date.now(), arrival.record)
  const joined = await joinOpenCase(db, arrival, dueAt)
  if (joined !== null) return { number: joined, isNew: true }
  return await db.prisma.$transaction(async (tx) => {
    const { row: open, subjectId, isNew } = await gather(tx, { subject, reason, automated, language, dueAt })
    const spoken = await tx.report.findMany({ where: { caseId: open.id, reporterId } })
    const earlier = spoken.find((one) => one.subjectId === subjectId)
    const report = earlier
      ? await addTo(tx, earlier, arrival, reason)
      : await add(tx, open, subjectId, arrival)
    await raise(tx, open, arrival, { reason, dueAt, isNew: spoken.length === 0 })
    if (report.comparison === 'pending' || isNew) {
      await enqueue(tx, 'evidence.fetch', { caseId: open.id }, `evidence:${open.id}`)
    }
    await audit(tx, open, report, arrival)
    return { number: report.number, isNew: !earlier }
  })
}

async function add(tx: Tx, { id }: Case, subjectId: string, arrival: Arrival): Promise<Report> {
  const { reporterId, input, automated, language, client } = arrival
  return await tx.report.create({
    data: {
      number: opaqueNumber(),
      caseId: id,
      subjectId,
      reporterId,
      reason: input.reason,
      text: storableText(input.text),
      copy: storableCopy(input),
      comparison: input.copy ? 'pending' : 'no_copy',
      automated,
      language,
      clientId: client?.id,
    },
  })
}

async function addTo(tx: Tx, earlier: Report, { input }: Arrival, reason: ReasonRules): Promise<Report> {
  const added = storableText(input.text)
  const isSaid = added === '' || earlier.text.split('\n\n').includes(added)
  const text = isSaid ? earlier.text : [earlier.text, added].filter(Boolean).join('\n\n')
  if (text.length > MOST_TEXT_TOGETHER) {
    throw new DomainError('invalid', 'text_too_long_together', { field: 'text' })
  }
  const before = await readReason(tx, earlier.reason)
  const firstCopy = earlier.copy === null ? storableCopy(input) : undefined
  return await tx.report.update({
    where: { id: earlier.id },
    data: {
      text,
      ...(before && urgencyOf(reason) < urgencyOf(before) && { reason: reason.id }),
      updatedAt: new Date(),
      ...(firstCopy && { copy: firstCopy, comparison: 'pending' }),
    },
  })
}

type Raising = { reason: ReasonRules; dueAt: number; isNew: boolean }

/**
 * The case shows its gravest reason, its newest report and its first subject's newest name; a graver reason hurries it,
 * and a person's report takes it from the machines.
 */
async function raise(
  tx: Tx,
  open: Case,
  { subject, input, automated, language }: Arrival,
  { reason, dueAt, isNew }: Raising,
): Promise<void> {
  const urgency = urgencyOf(reason)
  const isGraver = urgency < open.urgency
  const isLead = subject.kind === open.subjectKind && subject.key === open.subjectKey
  await tx.case.update({
    where: { id: open.id },
    data: {
      lastReportAt: new Date(),
      deadlineAt: new Date(Math.min(open.deadlineAt.getTime(), dueAt)),
      ...(open.language === '' && language !== '' && { language }),
      ...(open.automated && !automated && (await takenFromMachines(tx, open))),
      ...(isGraver && { reason: input.reason, severity: reason.severity, urgency }),
      ...(reason.emergency &&
        !open.emergency && { emergency: true, legalHold: true, queueId: EMERGENCY_QUEUE }),
      ...(isLead && {
        subjectName: storableText(subject.name),
        contextName: storableText(subject.contextName),
        faceUrl: storableText(subject.faceUrl),
      }),
      ...(isNew && { reportsCount: { increment: 1 } }),
    },
    select: { id: true },
  })
}

/** It goes to where it would have gone as a person's report, unless somebody put it elsewhere. */
async function takenFromMachines(tx: Tx, open: Case): Promise<{ automated: false; queueId?: string }> {
  const reason = await readReason(tx, open.reason)
  if (!reason || open.emergency) return { automated: false }
  const { emergency, language } = open
  const facts = { reason: reason.id, emergency, language, ...(await groupFacts(tx, open.groupId)) }
  const before = await routeCase(tx, { ...facts, automated: true }, reason)
  if (before !== open.queueId) return { automated: false }
  return { automated: false, queueId: await routeCase(tx, { ...facts, automated: false }, reason) }
}

/** Without what was said: that stands in the report, and is purged with it, which no row of the audit can be. */
async function audit(tx: Tx, open: Case, report: Report, arrival: Arrival) {
  const { reporterId, input, requestId, client } = arrival
  await appendAudit(tx, {
    actor: actorOfReport(arrival),
    action: 'report.received',
    subject: accusedOf(open),
    after: {
      report: report.number,
      reason: input.reason,
      subject: open.subjectKey,
      ...(client && { reporter: reporterId }),
    },
    requestId,
    caseId: open.id,
  })
}

const storableCopy = ({ copy }: ReportInput) => copy && { ...copy, content: storableText(copy.content) }
