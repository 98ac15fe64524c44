import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { openers, seal } from '@/server/audit/personal'
import type { Db, Tx } from '@/server/db/client'
import type { Case } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { forgetDraft } from '@/server/features/cases/save-draft'
import { refuseStranger, refuseUnseen } from '@/server/features/cases/sight'
import { colleague } from './colleagues'
import type { CaseNoteItem, NoteKind } from './schema'

/** More than anybody reads. */
const MOST_NOTES = 200

type Writing = { kind: NoteKind; text: string; toStaffId?: string; answersId?: string }

/** Writes a note down, sealed under the accused's key, in the caller's transaction. */
export async function writeNote(tx: Tx, by: By, row: Case, { text, ...note }: Writing): Promise<string> {
  const body = await seal(tx, accusedOf(row), text)
  const data = { ...note, caseId: row.id, staffId: by.actor.id, body }
  const { id } = await tx.caseNote.create({ data, select: { id: true } })
  return id
}

/** A note about a case; `lost`: what this person had typed when they lost it, which is no draft any more then. */
export async function addNote(
  { prisma }: Db,
  by: By,
  { caseId, text, lost }: { caseId: string; text: string; lost: boolean },
): Promise<{ id: string }> {
  return await prisma.$transaction(async (tx) => {
    const row = await readable(tx, by, caseId)
    const id = await writeNote(tx, by, row, { kind: lost ? 'lost_text' : 'note', text })
    if (lost) await forgetDraft(tx, caseId, by.actor.id)
    await appendAudit(tx, {
      ...by,
      action: 'case.noted',
      subject: accusedOf(row),
      after: { note: id },
      caseId,
    })
    return { id }
  })
}

/**
 * Asks a colleague about a case; whoever asks keeps their claim. Throws DomainError `invalid` / `colleague_unfit`.
 */
export async function askColleague(
  { prisma }: Db,
  by: By,
  { caseId, text, staffId }: { caseId: string; text: string; staffId: string },
): Promise<{ id: string }> {
  return await prisma.$transaction(async (tx) => {
    const row = await readable(tx, by, caseId)
    await colleague(tx, staffId, caseId)
    const id = await writeNote(tx, by, row, { kind: 'question', text, toStaffId: staffId })
    await appendAudit(tx, {
      ...by,
      action: 'case.asked',
      subject: accusedOf(row),
      after: { note: id, to: staffId },
      caseId,
    })
    return { id }
  })
}

/** Answers a question; whoever works on cases may, not only who was asked. Throws DomainError `not_found`. */
export async function answerQuestion(
  { prisma }: Db,
  by: By,
  { questionId, text }: { questionId: string; text: string },
): Promise<{ id: string }> {
  return await prisma.$transaction(async (tx) => {
    const question = await tx.caseNote.findUnique({ where: { id: questionId } })
    if (question?.kind !== 'question') throw new DomainError('not_found', 'not_found')
    const row = await readable(tx, by, question.caseId)
    const writing = { kind: 'answer', text, toStaffId: question.staffId, answersId: questionId } as const
    const id = await writeNote(tx, by, row, writing)
    await appendAudit(tx, {
      ...by,
      action: 'case.answered',
      subject: accusedOf(row),
      after: { note: id, question: questionId },
      caseId: row.id,
    })
    return { id }
  })
}

async function readable(tx: Tx, by: By, caseId: string): Promise<Case> {
  await refuseStranger(tx, by.actor.id, caseId)
  return await tx.case.findUniqueOrThrow({ where: { id: caseId } })
}

const family = z.array(z.object({ id: z.string() }))

/** Notes about a case and about those that went into it, oldest first. Lost texts are for whoever typed them. */
export async function listNotes({ prisma }: Db, staffId: string, caseId: string): Promise<CaseNoteItem[]> {
  await refuseUnseen({ prisma }, staffId, caseId)
  const ids = family.parse(
    await prisma.$queryRaw`
      WITH RECURSIVE family (id) AS (
        SELECT ${caseId}::uuid UNION SELECT c.id FROM "case" AS c JOIN family AS f ON c.merged_into_id = f.id
      ) SELECT id FROM family`,
  )
  const rows = await prisma.caseNote.findMany({
    where: {
      caseId: { in: ids.map(({ id }) => id) },
      OR: [{ kind: { not: 'lost_text' } }, { staffId }],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_NOTES,
    include: {
      case: { select: { number: true, subjectKind: true, groupId: true, userId: true } },
      staff: { select: { id: true, name: true } },
      toStaff: { select: { id: true, name: true } },
      answered: { select: { id: true }, take: 1 },
    },
  })
  const open = await openers(
    prisma,
    rows.map((row) => accusedOf(row.case)),
  )
  return rows.reverse().map((row) => ({
    id: row.id,
    kind: row.kind,
    caseNumber: row.case.number,
    by: row.staff,
    to: row.toStaff,
    answers: row.answersId,
    answered: row.answered.length > 0,
    at: row.createdAt.getTime(),
    text: open(accusedOf(row.case), row.body),
  }))
}
