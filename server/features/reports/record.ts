import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import type { Case, Report } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import { enqueue } from '@/server/jobs/enqueue'
import { REASONS } from './reasons'
import { MOST_TEXT_TOGETHER, type ReportInput } from './schema'
import type { SeenSubject } from './subject'

export type Recorded = { number: string; isNew: boolean }

type Arrival = { reporterId: string; subject: SeenSubject; input: ReportInput; requestId: string }

/**
 * Writes a report down with all that follows from it in one transaction: its case (one open case per subject), the wish
 * for evidence, the audit row and the job that fetches. The same person's later report on an open case adds its text.
 * Throws DomainError `invalid` / `text_too_long_together`.
 */
export async function recordReport({ prisma }: Db, arrival: Arrival): Promise<Recorded> {
  return await prisma.$transaction(async (tx) => {
    const open = await gather(tx, arrival)
    const earlier = await tx.report.findUnique({
      where: { caseId_reporterId: { caseId: open.id, reporterId: arrival.reporterId } },
    })
    const report = earlier ? await addTo(tx, earlier, arrival) : await add(tx, open, arrival)
    await raise(tx, open, arrival, earlier === null)
    if (report.comparison === 'pending' || open.reportsCount === 0) {
      await enqueue(tx, 'evidence.fetch', { caseId: open.id }, `evidence:${open.id}`)
    }
    await audit(tx, open, report, arrival)
    return { number: report.number, isNew: earlier === null }
  })
}

/** The open case about the subject, locked: of any number of reports at once, one opens it and the others join. */
async function gather(tx: Tx, arrival: Arrival): Promise<Case> {
  const { kind, key } = arrival.subject
  for (;;) {
    const found = await tx.$queryRaw`
      SELECT id FROM "case"
      WHERE subject_kind = ${kind}::"SubjectKind" AND subject_key = ${key} AND state <> 'closed'
      FOR NO KEY UPDATE`
    const [open] = z.array(z.object({ id: z.string() })).parse(found)
    if (open) return await tx.case.findUniqueOrThrow({ where: { id: open.id } })
    // Refused without an error by the one-open-case index where another report was quicker; then it is found above.
    const [opened] = await tx.case.createManyAndReturn({
      data: [await newCase(tx, arrival)],
      skipDuplicates: true,
    })
    if (opened) {
      await tx.evidence.create({ data: { caseId: opened.id }, select: { id: true } })
      return opened
    }
  }
}

async function newCase(tx: Tx, { subject, input }: Arrival) {
  const { kind, key } = subject
  const previous = await tx.case.findFirst({
    where: { subjectKind: kind, subjectKey: key, state: 'closed' },
    orderBy: { openedAt: 'desc' },
    select: { id: true },
  })
  return {
    subjectKind: kind,
    subjectKey: key,
    groupId: subject.groupId,
    userId: subject.userId,
    conversationId: subject.conversationId,
    messageSeq: subject.seq,
    clientMsgId: subject.clientMsgId,
    subjectName: storableText(subject.name),
    contextName: storableText(subject.contextName),
    faceUrl: storableText(subject.faceUrl),
    reason: input.reason,
    severity: severityOf(input.reason),
    previousCaseId: previous?.id,
  }
}

async function add(tx: Tx, { id }: Case, { reporterId, input }: Arrival): Promise<Report> {
  return await tx.report.create({
    data: {
      number: opaqueNumber(),
      caseId: id,
      reporterId,
      reason: input.reason,
      text: storableText(input.text),
      copy: storableCopy(input),
      comparison: input.copy ? 'pending' : 'no_copy',
    },
  })
}

async function addTo(tx: Tx, earlier: Report, { input }: Arrival): Promise<Report> {
  const added = storableText(input.text)
  const isSaid = added === '' || earlier.text.split('\n\n').includes(added)
  const text = isSaid ? earlier.text : [earlier.text, added].filter(Boolean).join('\n\n')
  if (text.length > MOST_TEXT_TOGETHER) {
    throw new DomainError('invalid', 'text_too_long_together', { field: 'text' })
  }
  const firstCopy = earlier.copy === null ? storableCopy(input) : undefined
  return await tx.report.update({
    where: { id: earlier.id },
    data: {
      text,
      reason: graver(earlier.reason, input.reason),
      updatedAt: new Date(),
      ...(firstCopy && { copy: firstCopy, comparison: 'pending' }),
    },
  })
}

/** The case shows its gravest reason, its newest report and the subject's newest name. */
async function raise(tx: Tx, open: Case, { subject, input }: Arrival, isNew: boolean): Promise<void> {
  const reason = graver(open.reason, input.reason)
  await tx.case.update({
    where: { id: open.id },
    data: {
      reason,
      severity: reason === open.reason ? open.severity : severityOf(reason),
      lastReportAt: new Date(),
      subjectName: storableText(subject.name),
      contextName: storableText(subject.contextName),
      faceUrl: storableText(subject.faceUrl),
      ...(isNew && { reportsCount: { increment: 1 } }),
    },
    select: { id: true },
  })
}

async function audit(tx: Tx, open: Case, report: Report, { reporterId, subject, input, requestId }: Arrival) {
  await appendAudit(tx, {
    actor: { kind: 'reporter', id: reporterId, name: storableText(subject.reporterName) },
    action: 'report.received',
    subject: accusedOf(open),
    after: { report: report.number, reason: input.reason, subject: open.subjectKey },
    personal: input.text ? { text: storableText(input.text) } : undefined,
    requestId,
    caseId: open.id,
  })
}

const severityOf = (reason: string) => REASONS.find((one) => one.id === reason)?.severity ?? 0
const graver = (a: string, b: string) => (severityOf(b) > severityOf(a) ? b : a)

const storableCopy = ({ copy }: ReportInput) => copy && { ...copy, content: storableText(copy.content) }

/** Eighty random bits in letters that nobody mistakes: says nothing and cannot be guessed. */
function opaqueNumber(): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  return `R-${Array.from(randomBytes(16), (byte) => letters[byte % 32]).join('')}`
}
