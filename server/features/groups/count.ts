import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { allowFilter } from './case-facts'
import { conditionsOf, type Matching, matching, selected, where } from './matching'
import { type GroupFilter, type MatchCount, MOST_COUNTED } from './schema'
import { rowsHolding } from './search'

/** How many groups match. Exact up to `MOST_COUNTED`. Throws DomainError `forbidden`. */
export async function countGroups(
  db: Pick<Db, 'prisma'>,
  filter: GroupFilter,
  role: Role,
): Promise<MatchCount> {
  allowFilter(role, filter)
  const found = await matching(db, filter, role)
  return await countUpTo(db, filter.q ? named(found, filter.q) : rowsOf(found))
}

const k = Prisma.sql`k`

/** Without a look at the groups' rows where the facets tell. */
function rowsOf(found: Matching): Prisma.Sql {
  if (found.facet === undefined || found.others(k).length > 0) return selected(found, Prisma.sql`group_index`)
  return Prisma.sql`SELECT 1 FROM group_facet AS k ${where(conditionsOf(found))}`
}

const named = (found: Matching, q: string) =>
  selected(found, rowsHolding(Prisma.sql`group_index`, Prisma.sql`group_id`, q))

/** Counts the rows of a query, at most `MOST_COUNTED`. */
export async function countUpTo({ prisma }: Pick<Db, 'prisma'>, rows: Prisma.Sql): Promise<MatchCount> {
  const answer = await prisma.$queryRaw`
    SELECT count(*)::int AS n FROM (${rows} LIMIT ${MOST_COUNTED + 1}) AS matching`
  const [{ n }] = z.tuple([z.object({ n: z.number() })]).parse(answer)
  return { count: Math.min(n, MOST_COUNTED), more: n > MOST_COUNTED }
}
