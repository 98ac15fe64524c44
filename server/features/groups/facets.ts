import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { estimates } from './estimate'
import type { GroupFilter } from './schema'

/**
 * What of a filter group_facet knows: its rows lead to such groups in every order. The names are those of `facets_of`
 * in the migrations.
 */
export function facetsOf(filter: GroupFilter): string[] {
  const { status, standing, category, tags = [], openCase, ownerless } = filter
  const facets = [
    status !== undefined && status !== 'normal' && `status:${status}`,
    (standing === 'suspended' || standing === 'dismissed') && `standing:${standing}`,
    standing === 'under_review' && 'under_review',
    openCase === true && 'open_case',
    ownerless === true && 'ownerless',
    category !== undefined && `category:${category}`,
    ...tags.map((tag) => `tag:${tag}`),
  ]
  return [...new Set(facets.filter((facet) => facet !== false))]
}

/** The facet with the fewest groups, as far as PostgreSQL's statistics tell: a list follows it. */
export async function rarest(db: Pick<Db, 'prisma'>, facets: readonly string[]): Promise<string | undefined> {
  if (facets.length < 2) return facets[0]
  const rows = await estimates(
    db,
    facets.map((facet) => Prisma.sql`SELECT 1 FROM group_facet AS k WHERE k.facet = ${facet}`),
  )
  return facets[rows.indexOf(Math.min(...rows))]
}
