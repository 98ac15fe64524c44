import { z } from 'zod'
import type { Insights, Reviews } from './schema'
import type { Reader, Scope } from './scope'
import { decidedIn } from './speed'

const outcomes = z.array(z.object({ reason: z.string(), acted: z.number(), dismissed: z.number() }))

/** How cases about reports were decided in the period, by the gravest reason of each; most first. */
export async function outcomesOf(
  db: Reader,
  { from, to, sees }: Pick<Scope, 'from' | 'to' | 'sees'>,
): Promise<Insights['outcomes']> {
  const rows = await db.$queryRaw`
    SELECT c.reason, count(*) FILTER (WHERE c.outcome = 'acted')::int AS acted,
           count(*) FILTER (WHERE c.outcome = 'dismissed')::int AS dismissed
    FROM "case" AS c
    WHERE ${decidedIn({ from, to })} AND c.type = 'report' AND c.outcome IN ('acted', 'dismissed') AND ${sees}
    GROUP BY c.reason ORDER BY count(*) DESC, c.reason`
  return outcomes.parse(rows)
}

const counts = z.array(
  z.object({
    queue: z.string().nullable(),
    appealsUpheld: z.number(),
    appealsOverturned: z.number(),
    samplesUpheld: z.number(),
    samplesOverturned: z.number(),
  }),
)

/** Second verdicts given in the period: in each queue that had some, and with `queue` null in all of them. */
export async function reviewsOf(
  db: Reader,
  { from, to, sees }: Pick<Scope, 'from' | 'to' | 'sees'>,
): Promise<{ queue: string | null; reviews: Reviews }[]> {
  const rows = await db.$queryRaw`
    SELECT c.queue_id AS queue,
           count(*) FILTER (WHERE c.type = 'appeal' AND c.outcome = 'upheld')::int AS "appealsUpheld",
           count(*) FILTER (WHERE c.type = 'appeal' AND c.outcome = 'overturned')::int AS "appealsOverturned",
           count(*) FILTER (WHERE c.type = 'sample' AND c.outcome = 'upheld')::int AS "samplesUpheld",
           count(*) FILTER (WHERE c.type = 'sample' AND c.outcome = 'overturned')::int AS "samplesOverturned"
    FROM "case" AS c
    WHERE ${decidedIn({ from, to })} AND c.type <> 'report' AND ${sees}
    GROUP BY GROUPING SETS ((), (c.queue_id))`
  return counts.parse(rows).map(({ queue, ...row }) => ({
    queue,
    reviews: {
      appeals: { upheld: row.appealsUpheld, overturned: row.appealsOverturned },
      samples: { upheld: row.samplesUpheld, overturned: row.samplesOverturned },
    },
  }))
}
