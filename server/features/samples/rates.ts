import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { ReviewRate } from '@/server/features/appeals/schema'

const counted = z.array(
  z.object({ type: z.enum(['appeal', 'sample']), upheld: z.number(), overturned: z.number() }),
)

/**
 * How often second looks that ended between two times (ms, the second one excluded) came to another result: `rate` is
 * their share, null where there was none.
 */
export async function reviewRates(
  { prisma }: Db,
  { from, to }: { from: number; to: number },
): Promise<{ appeals: ReviewRate; samples: ReviewRate }> {
  const rows = await prisma.$queryRaw`
    SELECT type::text AS type,
      count(*) FILTER (WHERE outcome = 'upheld')::int AS upheld,
      count(*) FILTER (WHERE outcome = 'overturned')::int AS overturned
    FROM "case"
    WHERE review_of_id IS NOT NULL AND state = 'closed' AND closed_at >= ${new Date(from)} AND closed_at < ${new Date(to)}
    GROUP BY type`
  const found = counted.parse(rows)
  const rateOf = (type: 'appeal' | 'sample'): ReviewRate => {
    const { upheld, overturned } = found.find((row) => row.type === type) ?? { upheld: 0, overturned: 0 }
    const all = upheld + overturned
    return { upheld, overturned, rate: all === 0 ? null : overturned / all }
  }
  return { appeals: rateOf('appeal'), samples: rateOf('sample') }
}
