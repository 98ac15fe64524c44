import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { ReviewRate } from '@/server/features/appeals/schema'
import { type Sighted, sightOf } from '@/server/features/cases/sight'

const counted = z.array(
  z.object({ type: z.enum(['appeal', 'sample']), upheld: z.number(), overturned: z.number() }),
)

/**
 * How often second looks that ended between two times (ms, the second one excluded) came to another result: `rate` is
 * their share, null where there was none. Of those that this person sees.
 */
export async function reviewRates(
  db: Db,
  actor: Sighted,
  { from, to }: { from: number; to: number },
): Promise<{ appeals: ReviewRate; samples: ReviewRate }> {
  const rows = await db.prisma.$queryRaw`
    SELECT c.type::text AS type,
      count(*) FILTER (WHERE c.outcome = 'upheld')::int AS upheld,
      count(*) FILTER (WHERE c.outcome = 'overturned')::int AS overturned
    FROM "case" AS c
    WHERE c.review_of_id IS NOT NULL AND c.state = 'closed'
      AND c.closed_at >= ${new Date(from)} AND c.closed_at < ${new Date(to)} AND ${await sightOf(db, actor)}
    GROUP BY c.type`
  const found = counted.parse(rows)
  const rateOf = (type: 'appeal' | 'sample'): ReviewRate => {
    const { upheld, overturned } = found.find((row) => row.type === type) ?? { upheld: 0, overturned: 0 }
    const all = upheld + overturned
    return { upheld, overturned, rate: all === 0 ? null : overturned / all }
  }
  return { appeals: rateOf('appeal'), samples: rateOf('sample') }
}
