import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { type Speed, speed } from './schema'
import { msOf, type Reader, type Scope } from './scope'

const speeds = z.array(speed.extend({ queue: z.string().nullable(), at: z.number().nullable() }))

/**
 * How long cases that were decided in the period had waited, and how many of them had passed their deadline: of all
 * (`queue` and `at` null), of each queue, and of each day, week or month, which is named by its beginning.
 */
export async function speedOver(
  db: Reader,
  { from, to, timeZone, unit, sees }: Scope,
): Promise<(Speed & { queue: string | null; at: number | null })[]> {
  const rows = await db.$queryRaw`
    SELECT queue, CASE WHEN part IS NOT NULL THEN ${msOf(Prisma.sql`greatest(part AT TIME ZONE ${timeZone}::text, ${from}::timestamptz)`)} END AS at,
           count(*)::int AS decided, count(*) FILTER (WHERE late)::int AS late,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY look) AS "lookMedian",
           percentile_cont(0.9) WITHIN GROUP (ORDER BY look) AS "lookP90",
           percentile_cont(0.5) WITHIN GROUP (ORDER BY decision) AS "decisionMedian",
           percentile_cont(0.9) WITHIN GROUP (ORDER BY decision) AS "decisionP90"
    FROM (
      SELECT c.queue_id AS queue, date_trunc(${unit}::text, c.decided_at AT TIME ZONE ${timeZone}::text) AS part,
             c.decided_at > c.deadline_at AS late,
             ${msOf(Prisma.sql`c.first_look_at - c.opened_at`)} AS look,
             ${msOf(Prisma.sql`c.decided_at - c.opened_at`)} AS decision
      FROM "case" AS c WHERE ${decidedIn({ from, to })} AND c.outcome <> 'merged' AND ${sees}
    ) AS decided
    GROUP BY GROUPING SETS ((), (queue), (part))
    ORDER BY part`
  return speeds.parse(rows)
}

/** Cases `c` that were decided, or merged into another one, in a period. */
export const decidedIn = ({ from, to }: Pick<Scope, 'from' | 'to'>): Prisma.Sql =>
  Prisma.sql`c.decided_at >= ${from} AND c.decided_at < ${to}`
