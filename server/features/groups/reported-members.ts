import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { type Sighted, sightOf } from '@/server/features/cases/sight'
import type { ReportedMember } from './page/schema'

const MOST = 10

const reportedRow = z.object({
  user_id: z.string(),
  nickname: z.string().nullable(),
  name: z.string(),
  reports: z.number(),
  open: z.number(),
})

/** Who was reported most in a group, members or not, in cases that this person sees: most reports first. */
export async function mostReported(db: Db, actor: Sighted, groupId: string): Promise<ReportedMember[]> {
  const sight = await sightOf(db, actor)
  const rows = await db.prisma.$queryRaw`
    SELECT c.user_id, p.nickname, max(c.subject_name) AS name, sum(c.reports_count)::int AS reports,
           (count(*) FILTER (WHERE c.state = 'open'))::int AS open
    FROM "case" AS c LEFT JOIN person_index AS p ON p.user_id = c.user_id
    WHERE c.group_id = ${groupId} AND c.user_id IS NOT NULL AND ${sight}
    GROUP BY c.user_id, p.nickname ORDER BY reports DESC, c.user_id LIMIT ${MOST}`
  return z
    .array(reportedRow)
    .parse(rows)
    .map(({ user_id, nickname, name, reports, open }) => ({
      userId: user_id,
      name: nickname || name || user_id,
      reports,
      openCases: open,
    }))
}

const countRow = z.object({ user_id: z.string(), reports: z.number() })

/** How often each of these people was reported in a group, as far as this person sees; who never was is left out. */
export async function reportsOnMembers(
  db: Db,
  actor: Sighted,
  groupId: string,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map()
  const rows = await db.prisma.$queryRaw`
    SELECT c.user_id, sum(c.reports_count)::int AS reports FROM "case" AS c
    WHERE c.group_id = ${groupId} AND c.user_id IN (${Prisma.join([...userIds])}) AND ${await sightOf(db, actor)}
    GROUP BY c.user_id`
  return new Map(
    z
      .array(countRow)
      .parse(rows)
      .map((row) => [row.user_id, row.reports]),
  )
}
