import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { allowFilter } from './case-facts'
import { matching, where } from './matching'
import { type GroupFilter, type MatchCount, MOST_COUNTED } from './schema'
import { idsHolding } from './search'

/** How many groups match. Exact up to `MOST_COUNTED`. Throws DomainError `forbidden`. */
export async function countGroups(
  db: Pick<Db, 'prisma'>,
  filter: GroupFilter,
  role: Role,
): Promise<MatchCount> {
  allowFilter(role, filter)
  const { from, conditions } = await matching(db, filter, role)
  const { q } = filter
  if (q) {
    const ids = idsHolding(Prisma.sql`group_index`, Prisma.sql`group_id`, q)
    conditions.push(Prisma.sql`g.group_id IN (SELECT ${q} UNION ALL (${ids}))`)
  }
  return await countUpTo(db, Prisma.sql`FROM ${from} ${where(conditions)}`)
}

/** Counts the rows of `FROM … WHERE …`, at most `MOST_COUNTED`. */
export async function countUpTo({ prisma }: Pick<Db, 'prisma'>, rows: Prisma.Sql): Promise<MatchCount> {
  const answer = await prisma.$queryRaw`
    SELECT count(*)::int AS n FROM (SELECT 1 ${rows} LIMIT ${MOST_COUNTED + 1}) AS matching`
  const [{ n }] = z.tuple([z.object({ n: z.number() })]).parse(answer)
  return { count: Math.min(n, MOST_COUNTED), more: n > MOST_COUNTED }
}
