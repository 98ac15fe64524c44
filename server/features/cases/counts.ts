import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { CaseCounts } from './schema'

const counts = z.tuple([z.object({ open: z.number(), mine: z.number(), decided: z.number() })])

/** How many cases wait, how many this person holds, and how many have an action under way. */
export async function countCases(db: Db, staffId: string): Promise<CaseCounts> {
  const rows = await db.prisma.$queryRaw`
    SELECT (SELECT count(*)::int FROM "case" WHERE state = 'open') AS open,
           (SELECT count(*)::int FROM "case" WHERE state = 'open' AND claimed_by_id = ${staffId}::uuid) AS mine,
           (SELECT count(*)::int FROM "case" WHERE state = 'decided') AS decided`
  return counts.parse(rows)[0]
}
