import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { GroupFilter } from './schema'

/** Rows of a facet that are counted to find the rarest. */
const MOST_PROBED = 5_000

/**
 * What of a filter group_facet knows: its rows lead to such groups in every order. The names are those of `facets_of`
 * in the migrations.
 */
export function facetsOf(filter: GroupFilter): string[] {
  const { status, standing, category, tags = [], openCase, ownerless } = filter
  const facets = [
    status !== undefined && status !== 'normal' && `status:${status}`,
    (standing === 'suspended' || standing === 'dismissed') && `standing:${standing}`,
    (openCase === true || standing === 'under_review') && 'open_case',
    ownerless === true && 'ownerless',
    category !== undefined && `category:${category}`,
    ...tags.map((tag) => `tag:${tag}`),
  ]
  return [...new Set(facets.filter((facet) => facet !== false))]
}

/** The same facets, the rarest first: a list follows it and looks the others up. */
export async function rarestFirst(
  { prisma }: Pick<Db, 'prisma'>,
  facets: readonly string[],
): Promise<string[]> {
  if (facets.length < 2) return [...facets]
  const rows = await prisma.$queryRaw`
    SELECT asked.facet FROM unnest(${facets}::text[]) AS asked (facet)
    CROSS JOIN LATERAL (
      SELECT count(*) AS n
      FROM (SELECT 1 FROM group_facet AS f WHERE f.facet = asked.facet LIMIT ${MOST_PROBED}) AS some
    ) AS counted
    ORDER BY counted.n, asked.facet`
  return z
    .array(z.object({ facet: z.string() }))
    .parse(rows)
    .map((row) => row.facet)
}

/** Where the rows of a list come from: `k` has what it is sorted by, `g` is the group's row in the index. */
export function sourceOf(facets: readonly string[]): { from: Prisma.Sql; conditions: Prisma.Sql[] } {
  const [first, ...others] = facets
  if (first === undefined) return { from: Prisma.sql`group_index AS g`, conditions: [] }
  const also = (facet: string) => Prisma.sql`EXISTS (
    SELECT 1 FROM group_facet AS f WHERE f.group_id = k.group_id AND f.facet = ${facet})`
  return {
    from: Prisma.sql`group_facet AS k JOIN group_index AS g ON g.group_id = k.group_id`,
    conditions: [Prisma.sql`k.facet = ${first}`, ...others.map(also)],
  }
}
