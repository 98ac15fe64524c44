import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import type { Case, CaseSubject } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { moveCase } from '@/server/features/cases/move'
import type { Held } from '@/server/features/cases/release'
import { readReason } from '@/server/features/desk/read'
import { deadlineOf, urgencyOf } from '@/server/features/desk/route-case'
import { recount } from './recount'

/**
 * Makes a case of its own out of some things that a held case is about, with their reports and evidence. The first one
 * stays, because what was written about the case is kept under its name. Throws DomainError `invalid` /
 * `subject_not_of_case`, `lead_stays`, `conflict` / `case_is_review` or as the table of states has it.
 */
export async function splitCase(
  { prisma }: Db,
  by: By,
  input: Held & { subjectIds: readonly string[]; reason: string },
): Promise<{ caseId: string; number: number }> {
  const { caseId, epoch, reason } = input
  const subjectIds = [...new Set(input.subjectIds)]
  return await prisma.$transaction(async (tx) => {
    const { before } = await moveCase(tx, caseId, { type: 'rearrange', by: by.actor.id, epoch })
    if (before.type !== 'report') throw new DomainError('conflict', 'case_is_review')
    const lead = await chosen(tx, before, subjectIds)
    const { id, number } = await begin(tx, before, lead, await gravest(tx, before, subjectIds))
    await tx.caseSubject.updateMany({ where: { id: { in: subjectIds }, caseId }, data: { caseId: id } })
    await recount(tx, caseId)
    await recount(tx, id)
    for (const [of, after] of [
      [caseId, { subjects: subjectIds.length, into: number }],
      [id, { subjects: subjectIds.length, from: before.number }],
    ] as const) {
      const subject = accusedOf(before)
      await appendAudit(tx, { ...by, action: 'case.split', subject, after, personal: { reason }, caseId: of })
    }
    return { caseId: id, number }
  })
}

/** The first of the chosen ones; all must be the case's, and not its own first. */
async function chosen(tx: Tx, row: Case, subjectIds: readonly string[]): Promise<CaseSubject> {
  const subjects = await tx.caseSubject.findMany({
    where: { caseId: row.id, id: { in: [...subjectIds] } },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
  })
  const [first] = subjects
  const refuse = (reason: string) => new DomainError('invalid', reason, { field: 'subjectIds' })
  if (!first || subjects.length < subjectIds.length) throw refuse('subject_not_of_case')
  if (subjects.some(({ kind, key }) => kind === row.subjectKind && key === row.subjectKey))
    throw refuse('lead_stays')
  return first
}

type Weight = Pick<Case, 'reason' | 'severity' | 'urgency' | 'deadlineAt'>

/** Why and how soon: as the reports that move say. What was an emergency stays one. */
async function gravest(tx: Tx, row: Case, subjectIds: readonly string[]): Promise<Weight> {
  const kept: Weight = row
  if (row.emergency) return kept
  const reports = await tx.report.findMany({
    where: { subjectId: { in: [...subjectIds] } },
    select: { reason: true, createdAt: true },
  })
  let found: Weight | undefined
  for (const { reason, createdAt } of reports) {
    const rules = await readReason(tx, reason)
    if (!rules) continue
    const urgency = urgencyOf(rules)
    const deadline = Math.min(deadlineOf(rules, createdAt.getTime()), found?.deadlineAt.getTime() ?? Infinity)
    const deadlineAt = new Date(deadline)
    found =
      found && found.urgency <= urgency
        ? { ...found, deadlineAt }
        : { reason, severity: rules.severity, urgency, deadlineAt }
  }
  return found ?? kept
}

async function begin(tx: Tx, from: Case, lead: CaseSubject, weight: Weight) {
  const { reason, severity, urgency, deadlineAt } = weight
  await tx.$queryRaw`SELECT set_config('steward.subjects_move', 'on', true)`
  const made = await tx.case.create({
    data: {
      subjectKind: lead.kind,
      subjectKey: lead.key,
      groupId: lead.groupId,
      userId: lead.userId,
      conversationId: lead.conversationId,
      messageSeq: lead.messageSeq,
      clientMsgId: lead.clientMsgId,
      subjectName: lead.name,
      contextName: lead.contextName,
      faceUrl: lead.faceUrl,
      reason,
      severity,
      urgency,
      deadlineAt,
      emergency: from.emergency,
      legalHold: from.legalHold,
      queueId: from.queueId,
      language: from.language,
      openedAt: from.openedAt,
      lastReportAt: from.lastReportAt,
    },
    select: { id: true, number: true },
  })
  await tx.$queryRaw`SELECT set_config('steward.subjects_move', 'off', true)`
  return made
}
