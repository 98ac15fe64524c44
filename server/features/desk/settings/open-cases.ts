import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { type Sighted, sightOf } from '@/server/features/cases/sight'

const COLUMNS = { reason: Prisma.sql`reason`, queue: Prisma.sql`queue_id` } as const

const counted = z.array(z.object({ of: z.string(), n: z.number() }))

/** How many open cases each reason or queue has, of those that this person sees. The open ones alone are read, by the indexes that keep them apart. */
export async function openCasesBy(
  db: Db,
  actor: Sighted,
  column: keyof typeof COLUMNS,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { of, n } of counted.parse(
    await db.prisma.$queryRaw(openCasesSql(column, await sightOf(db, actor))),
  )) {
    counts.set(of, (counts.get(of) ?? 0) + n)
  }
  return counts
}

/** Apart for those that are snoozed: the queue's indexes leave them out. */
export function openCasesSql(column: keyof typeof COLUMNS, sees: Prisma.Sql): Prisma.Sql {
  const of = COLUMNS[column]
  return Prisma.sql`
    SELECT ${of} AS "of", count(*)::int AS n FROM "case" AS c
    WHERE c.state = 'open' AND c.snoozed_until IS NULL AND ${sees} GROUP BY 1
    UNION ALL
    SELECT ${of}, count(*)::int FROM "case" AS c WHERE c.snoozed_until IS NOT NULL AND ${sees} GROUP BY 1`
}
