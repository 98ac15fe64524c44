import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import type { Case } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { groupFacts, routeCase } from '@/server/features/desk/read'
import { urgencyOf } from '@/server/features/desk/route-case'
import type { ReasonRules } from '@/server/features/desk/schema'
import type { SeenSubject } from './subject'

/** Messages of one sender that are reported within this time are one case, h. */
const SENDER_HOURS = 24

/** What of a report decides about its case. */
export type Gathered = {
  subject: SeenSubject
  reason: ReasonRules
  automated: boolean
  language: string
  /** When it should be decided for the sake of this report, Unix ms. */
  dueAt: number
}

/**
 * The open case that a report belongs to, locked, and its subject in it: the case about the same thing, or, for a
 * message, the one about the same sender that opened within a day, or a new one. Of any number of reports at once, one
 * opens the case and the others join.
 */
export async function gather(
  tx: Tx,
  report: Gathered,
): Promise<{ row: Case; subjectId: string; isNew: boolean }> {
  await oneAfterTheOther(tx, report.subject)
  const same = await openCaseOf(tx, report.subject)
  if (same) return { ...same, isNew: false }
  const ofSender = await caseOfSender(tx, report.subject)
  if (ofSender)
    return { row: await locked(tx, ofSender), ...(await addSubject(tx, ofSender, report.subject)) }
  const { id: caseId } = await tx.case.create({ data: await newCase(tx, report), select: { id: true } })
  const { id: subjectId } = await tx.caseSubject.findFirstOrThrow({ where: { caseId }, select: { id: true } })
  await tx.evidence.create({ data: { caseId, subjectId }, select: { id: true } })
  return { row: await locked(tx, caseId), subjectId, isNew: true }
}

/** Reports about one thing, or about messages of one sender, wait for each other; always in this order. */
async function oneAfterTheOther(tx: Tx, { kind, key, userId }: SeenSubject): Promise<void> {
  const names = [...(kind === 'message' && userId !== null ? [`sender:${userId}`] : []), `${kind}:${key}`]
  for (const name of names) {
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`report:${name}`}, 0))`
  }
}

const found = z.array(z.object({ id: z.string(), case_id: z.string() }))

/** The case is locked first, as everything does that closes or merges one; then its subject must still be there. */
async function openCaseOf(
  tx: Tx,
  subject: SeenSubject,
): Promise<{ row: Case; subjectId: string } | undefined> {
  for (;;) {
    const seen = await openSubject(tx, subject)
    if (!seen) return undefined
    const row = await locked(tx, seen.case_id)
    const now = await openSubject(tx, subject)
    if (now?.case_id === row.id) return { row, subjectId: now.id }
  }
}

async function openSubject(tx: Tx, { kind, key }: SeenSubject) {
  const rows = await tx.$queryRaw`
    SELECT id, case_id FROM case_subject WHERE kind = ${kind}::"SubjectKind" AND key = ${key} AND open`
  return found.parse(rows)[0]
}

async function caseOfSender(tx: Tx, { kind, userId }: SeenSubject): Promise<string | undefined> {
  if (kind !== 'message' || userId === null) return undefined
  const rows = await tx.$queryRaw`
    SELECT id, id AS case_id FROM "case"
    WHERE user_id = ${userId} AND state = 'open' AND type = 'report' AND subject_kind = 'message'
      AND opened_at > now() - ${SENDER_HOURS} * interval '1 hour'
    ORDER BY opened_at DESC LIMIT 1
    FOR NO KEY UPDATE`
  return found.parse(rows)[0]?.id
}

async function locked(tx: Tx, caseId: string): Promise<Case> {
  await tx.$queryRaw`SELECT 1 FROM "case" WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`
  return await tx.case.findUniqueOrThrow({ where: { id: caseId } })
}

/** One more message of a sender whose case is open, with a wish for its evidence. */
async function addSubject(tx: Tx, caseId: string, subject: SeenSubject) {
  const { id: subjectId } = await tx.caseSubject.create({
    data: {
      caseId,
      kind: subject.kind,
      key: subject.key,
      groupId: subject.groupId,
      userId: subject.userId,
      conversationId: subject.conversationId,
      messageSeq: subject.seq,
      clientMsgId: subject.clientMsgId,
      name: storableText(subject.name),
      contextName: storableText(subject.contextName),
      faceUrl: storableText(subject.faceUrl),
    },
    select: { id: true },
  })
  await tx.evidence.create({ data: { caseId, subjectId }, select: { id: true } })
  return { subjectId, isNew: true }
}

async function newCase(tx: Tx, { subject, reason, automated, language, dueAt }: Gathered) {
  const { kind, key } = subject
  const previous = await tx.case.findFirst({
    where: { subjectKind: kind, subjectKey: key, state: 'closed', type: 'report' },
    orderBy: { openedAt: 'desc' },
    select: { id: true },
  })
  const { id, severity, emergency } = reason
  const facts = { reason: id, emergency, automated, language, ...(await groupFacts(tx, subject.groupId)) }
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
    reason: id,
    severity,
    emergency,
    legalHold: emergency,
    urgency: urgencyOf(reason),
    queueId: await routeCase(tx, facts, reason),
    language,
    automated,
    openedAt: new Date(),
    deadlineAt: new Date(dueAt),
    previousCaseId: previous?.id,
  }
}
