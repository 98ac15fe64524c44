import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import { type Case, Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { moveCase } from '@/server/features/cases/move'
import type { Held } from '@/server/features/cases/release'
import { refuseUnseen, type Sighted, sightOf } from '@/server/features/cases/sight'
import { recount } from './recount'
import type { MergeProposal } from './schema'

/**
 * Takes other open cases into a held one: everything they are about, with reports and evidence, is then decided there.
 * They stay as signposts; their notes and those who watch them go along. The one that takes them in is as urgent as the
 * most urgent of them. Throws DomainError `invalid` / `merge_same`, `conflict` / `case_is_review`, `claim_held` or as the
 * table of states has it; nothing is merged then.
 */
export async function mergeCases(
  { prisma }: Db,
  by: By,
  input: Held & { caseIds: readonly string[]; reason: string },
): Promise<{ subjects: number }> {
  const { caseId, epoch, reason } = input
  const others = [...new Set(input.caseIds)]
  if (others.includes(caseId)) throw new DomainError('invalid', 'merge_same', { field: 'caseIds' })
  return await prisma.$transaction(async (tx) => {
    // All in one order: of two who merge crosswise one waits for the other.
    await tx.$queryRaw`
      SELECT 1 FROM "case" WHERE id = ANY (${[caseId, ...others]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
    const { before: into } = await moveCase(tx, caseId, { type: 'rearrange', by: by.actor.id, epoch })
    refuseReview(into)
    const taken: Case[] = []
    for (const id of others) taken.push(await takeIn(tx, by, into, id))
    await tx.case.update({ where: { id: caseId }, data: weightOf([into, ...taken]), select: { id: true } })
    await recount(tx, caseId)
    for (const one of taken) {
      await appendAudit(tx, {
        ...by,
        action: 'case.merged',
        subject: accusedOf(one),
        after: { into: into.number },
        personal: { reason },
        caseId: one.id,
      })
    }
    await appendAudit(tx, {
      ...by,
      action: 'case.merged',
      subject: accusedOf(into),
      after: { took: taken.map((one) => one.number) },
      personal: { reason },
      caseId,
    })
    return { subjects: await tx.caseSubject.count({ where: { caseId } }) }
  })
}

function refuseReview({ type }: Case): void {
  if (type !== 'report') throw new DomainError('conflict', 'case_is_review')
}

async function takeIn(tx: Tx, by: By, into: Case, caseId: string): Promise<Case> {
  // Before it closes: what a closed case is about gathers no more reports.
  const row = await tx.case.findUnique({ where: { id: caseId } })
  if (!row) throw new DomainError('not_found', 'not_found')
  refuseReview(row)
  if (row.state === 'open') await tx.caseSubject.updateMany({ where: { caseId }, data: { caseId: into.id } })
  const event = { type: 'merge', by: by.actor.id, into: into.id, now: Date.now() } as const
  const { before } = await moveCase(tx, caseId, event)
  await recount(tx, caseId)
  await tx.$executeRaw`
    INSERT INTO case_watch (case_id, staff_id)
    SELECT ${into.id}::uuid, staff_id FROM case_watch WHERE case_id = ${caseId}::uuid ON CONFLICT DO NOTHING`
  return before
}

/** The most urgent of them decides; what must stay among few or be kept stays so. */
function weightOf(cases: readonly Case[]): Prisma.CaseUncheckedUpdateInput {
  const [into] = cases
  const most = cases.reduce((a, b) => (b.urgency < a.urgency ? b : a))
  const restricted = cases.find((one) => one.restricted)
  return {
    reason: most.reason,
    severity: most.severity,
    urgency: most.urgency,
    emergency: cases.some((one) => one.emergency),
    legalHold: cases.some((one) => one.legalHold),
    deadlineAt: new Date(Math.min(...cases.map((one) => one.deadlineAt.getTime()))),
    ...(restricted && into && !into.restricted && { queueId: restricted.queueId }),
  }
}

const proposals = z.array(
  z.object({
    case_id: z.string(),
    number: z.number(),
    name: z.string(),
    reason: z.string(),
    reports: z.number(),
    because: z.enum(['content', 'sender']),
  }),
)
const MOST_PROPOSALS = 20

/** Other open cases whose messages say the same, or are the same person's. */
export async function proposeMerges(db: Db, actor: Sighted, caseId: string): Promise<MergeProposal[]> {
  await refuseUnseen(db, actor.id, caseId)
  const sight = await sightOf(db, actor)
  const rows = await db.prisma.$queryRaw`
    WITH mine AS (
      SELECT content_hash, user_id FROM case_subject WHERE case_id = ${caseId}::uuid AND open
    ), like_it AS (
      SELECT s.case_id, 1 AS rank FROM case_subject AS s
      WHERE s.open AND s.content_hash IN (SELECT content_hash FROM mine WHERE content_hash IS NOT NULL)
      UNION ALL
      SELECT c.id, 2 FROM "case" AS c
      WHERE c.state = 'open' AND c.type = 'report' AND c.subject_kind = 'message'
        AND c.user_id IN (SELECT user_id FROM mine WHERE user_id IS NOT NULL)
    ), best AS (
      SELECT case_id, min(rank) AS rank FROM like_it WHERE case_id <> ${caseId}::uuid GROUP BY case_id
    )
    SELECT c.id AS case_id, c.number, c.subject_name AS name, c.reason, c.reports_count AS reports,
           CASE best.rank WHEN 1 THEN 'content' ELSE 'sender' END AS because
    FROM best JOIN "case" AS c ON c.id = best.case_id
    WHERE c.state = 'open' AND c.type = 'report' AND ${sight}
    ORDER BY best.rank, c.number LIMIT ${Prisma.sql`${MOST_PROPOSALS}`}`
  return proposals.parse(rows).map(({ case_id, ...row }) => ({ caseId: case_id, ...row }))
}
