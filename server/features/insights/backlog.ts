import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { AGE_ENDS_MS } from './measures'
import { type Backlog, type Bucket, backlog } from './schema'
import { msOf, type Reader, type Scope } from './scope'

const backlogs = z.array(backlog.extend({ queue: z.string().nullable() }))

/** What waits now: in each queue that has something, and with `queue` null in all of them. */
export async function backlogNow(
  db: Reader,
  { now, sees }: Pick<Scope, 'now' | 'sees'>,
): Promise<(Backlog & { queue: string | null })[]> {
  const before = (ms: number | undefined) =>
    ms === undefined ? Prisma.sql`'-infinity'::timestamptz` : Prisma.sql`${new Date(now.getTime() - ms)}`
  const ages = [...AGE_ENDS_MS, undefined].map((end, at) => {
    const younger = at === 0 ? Prisma.sql`'infinity'::timestamptz` : before(AGE_ENDS_MS[at - 1])
    return Prisma.sql`count(*) FILTER (WHERE c.opened_at > ${before(end)} AND c.opened_at <= ${younger})::int`
  })
  const rows = await db.$queryRaw`
    SELECT c.queue_id AS queue, count(*)::int AS open,
           count(*) FILTER (WHERE c.deadline_at < ${now})::int AS overdue,
           count(*) FILTER (WHERE c.first_look_at IS NULL)::int AS unseen,
           ${msOf(Prisma.sql`min(c.opened_at)`)} AS "oldestAt",
           ARRAY[${Prisma.join(ages)}] AS ages
    FROM "case" AS c WHERE c.state = 'open' AND ${sees}
    GROUP BY GROUPING SETS ((), (c.queue_id))`
  return backlogs.parse(rows)
}

const buckets = z.array(z.object({ at: z.number(), opened: z.number(), ended: z.number(), open: z.number() }))

/**
 * How many cases were opened and how many ended (decided, or merged into another one) in each day, week or month of the
 * period, and how many were open at its end. A case that was opened again counts as open from its first report on.
 */
export async function backlogOver(db: Reader, scope: Scope): Promise<Bucket[]> {
  const { from, to, timeZone, unit, sees } = scope
  const step = `1 ${unit}`
  const rows = await db.$queryRaw`
    WITH present AS (
      SELECT c.opened_at, ${ENDED_AT} AS ended_at FROM "case" AS c WHERE ${presentIn(scope)} AND ${sees}
    ), moves AS (
      SELECT opened_at AS at, 1 AS opened, 0 AS ended FROM present
      UNION ALL
      SELECT ended_at, 0, 1 FROM present WHERE ended_at < ${to}
    ), counted AS (
      SELECT CASE WHEN at >= ${from} THEN date_trunc(${unit}::text, at AT TIME ZONE ${timeZone}::text) END AS part,
             opened, ended
      FROM moves
    ), summed AS (
      SELECT part, sum(opened)::int AS opened, sum(ended)::int AS ended FROM counted GROUP BY part
    ), parts AS (
      SELECT part FROM generate_series(
        date_trunc(${unit}::text, ${from}::timestamptz AT TIME ZONE ${timeZone}::text),
        (${to}::timestamptz AT TIME ZONE ${timeZone}::text) - interval '1 millisecond', ${step}::interval) AS part
    )
    SELECT ${msOf(Prisma.sql`greatest(p.part AT TIME ZONE ${timeZone}::text, ${from}::timestamptz)`)} AS at,
           coalesce(s.opened, 0) AS opened, coalesce(s.ended, 0) AS ended,
           (coalesce((SELECT opened - ended FROM summed WHERE part IS NULL), 0)
             + sum(coalesce(s.opened - s.ended, 0)) OVER (ORDER BY p.part))::int AS open
    FROM parts AS p LEFT JOIN summed AS s ON s.part = p.part
    ORDER BY p.part`
  return buckets.parse(rows)
}

/** When work on a case `c` ended; null while it is open. Some were closed before the time of the decision was kept. */
export const ENDED_AT = Prisma.sql`CASE WHEN c.state <> 'open' THEN coalesce(c.decided_at, c.closed_at) END`

/** Cases `c` that may have been open in a period: what is read of them is bounded by the time since it began. */
export const presentIn = ({ from, to }: Pick<Scope, 'from' | 'to'>): Prisma.Sql =>
  Prisma.sql`c.opened_at < ${to} AND (c.decided_at >= ${from} OR c.decided_at IS NULL)`
