import { z } from 'zod'
import { actionName } from '@/server/actions/schema'
import type { Db } from '@/server/db/client'
import { type Case, Prisma } from '@/server/db/generated/client'
import { accusedOf } from './accused'
import type { EarlierCase, Priors } from './schema'
import { type Sighted, seenCases, sightOf } from './sight'

const MOST_HISTORY = 20

/** Other cases that this person may see about the same subject, group or person and opened before, newest first. */
export async function earlierCases({ prisma }: Db, actor: Sighted, row: Case): Promise<EarlierCase[]> {
  const { subjectKind, subjectKey, groupId, userId } = row
  const same: Prisma.CaseWhereInput[] = [{ subjectKind, subjectKey }]
  if (groupId !== null) same.push({ groupId })
  if (userId !== null) same.push({ userId })
  const rows = await prisma.case.findMany({
    where: {
      AND: [{ OR: same }, seenCases(actor)],
      id: { not: row.id },
      type: 'report',
      openedAt: { lte: row.openedAt },
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: MOST_HISTORY,
    select: {
      number: true,
      subjectKind: true,
      subjectName: true,
      reason: true,
      state: true,
      outcome: true,
      openedAt: true,
      ledger: {
        where: { state: { in: ['verified', 'already_so'] }, decisionId: { not: null } },
        select: { action: true },
      },
      decisions: {
        where: { reviews: { some: { outcome: 'overturned', state: 'closed' } } },
        select: { id: true },
      },
    },
  })
  return rows.map(({ subjectKind: kind, subjectName: name, openedAt, ledger, decisions, ...other }) => ({
    ...other,
    kind,
    name,
    openedAt: openedAt.getTime(),
    overturned: decisions.length > 0,
    actions: [...new Set(ledger.flatMap(({ action }) => actionName.safeParse(action).data ?? []))],
  }))
}

const counted = z.array(
  z.object({
    cases: z.number(),
    acted: z.number(),
    dismissed: z.number(),
    overturned: z.number(),
    open: z.number(),
  }),
)

/** Cases about the accused that this person sees and that opened before this one, each once however many of its parts they are in. */
export async function priorsOf(db: Db, actor: Sighted, row: Case): Promise<Priors> {
  const { kind, id } = accusedOf(row)
  const about =
    kind === 'user' ? Prisma.sql`user_id = ${id}` : Prisma.sql`group_id = ${id} AND kind = 'group'`
  const rows = await db.prisma.$queryRaw`
    SELECT count(*)::int AS cases,
           count(*) FILTER (WHERE outcome = 'acted' AND NOT overturned)::int AS acted,
           count(*) FILTER (WHERE outcome = 'dismissed' AND NOT overturned)::int AS dismissed,
           count(*) FILTER (WHERE overturned)::int AS overturned,
           count(*) FILTER (WHERE state = 'open')::int AS open
    FROM (
      SELECT c.state, c.outcome::text, EXISTS (
        SELECT 1 FROM decision AS d JOIN "case" AS again ON again.review_of_id = d.id
        WHERE d.case_id = c.id AND again.outcome = 'overturned' AND again.state = 'closed'
      ) AS overturned
      FROM "case" AS c
      WHERE c.id IN (SELECT case_id FROM case_subject WHERE ${about})
      AND c.id <> ${row.id}::uuid AND c.type = 'report' AND c.outcome IS DISTINCT FROM 'merged'
      AND c.opened_at <= ${row.openedAt} AND ${await sightOf(db, actor)}
    ) AS earlier`
  return counted.parse(rows)[0] ?? { cases: 0, acted: 0, dismissed: 0, overturned: 0, open: 0 }
}
