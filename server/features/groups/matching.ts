import { may, type Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { facetsOf, rarest } from './facets'
import type { GroupFilter } from './schema'

/** The groups that match a filter, but for the words it looks for. */
export type Matching = {
  /** The facet that leads to them: `k` is its row in group_facet. Undefined where most match: `k` is the row in the index. */
  facet: string | undefined
  /** On `k` alone. */
  conditions: Prisma.Sql[]
  /** On `g`, the group's row in the index, where `k` is not that row itself. */
  rowConditions: Prisma.Sql[]
}

/** Makes the SQL of a filter. Whether a role may filter so is asked before (`allowFilter`). */
export async function matching(db: Pick<Db, 'prisma'>, filter: GroupFilter, role: Role): Promise<Matching> {
  const facet = await rarest(db, facetsOf(filter))
  const { owner } = filter
  if (facet === undefined) {
    const owned = owner ? [Prisma.sql`k.owner_id = ${owner}`] : []
    return { facet, conditions: [...ranges(filter), ...usual(filter, role), ...owned], rowConditions: [] }
  }
  const conditions = [Prisma.sql`k.facet = ${facet}`, ...ranges(filter), ...besides(facet, filter, role)]
  return { facet, conditions, rowConditions: owner ? [Prisma.sql`g.owner_id = ${owner}`] : [] }
}

/**
 * Rows of the index that match, as `SELECT … FROM … WHERE …`; `rows` is the index, or those of its rows that are looked
 * at. Further conditions and an order name the columns of `k`.
 */
export function selected(found: Matching, rows: Prisma.Sql, more: readonly Prisma.Sql[] = []): Prisma.Sql {
  const conditions = where([...found.conditions, ...found.rowConditions, ...more])
  if (found.facet === undefined) return Prisma.sql`SELECT k.* FROM ${rows} AS k ${conditions}`
  return Prisma.sql`SELECT g.* FROM group_facet AS k JOIN ${rows} AS g ON g.group_id = k.group_id ${conditions}`
}

/** Every index in the order of a list has these too: they are checked without a look at the row. */
function ranges({ minMembers, maxMembers, createdFrom, createdTo }: GroupFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (minMembers !== undefined) conditions.push(Prisma.sql`k.member_count >= ${minMembers}`)
  if (maxMembers !== undefined) conditions.push(Prisma.sql`k.member_count <= ${maxMembers}`)
  if (createdFrom !== undefined) conditions.push(Prisma.sql`k.created_at >= ${new Date(createdFrom)}`)
  if (createdTo !== undefined) conditions.push(Prisma.sql`k.created_at <= ${new Date(createdTo)}`)
  return conditions
}

/** Whether open cases count for "in good standing": not to a role that may not read them. */
const seesCases = (role: Role) => may(role, 'case.read')

/** To those who may not read cases, what is under review reads as good. */
const inGoodStanding = (role: Role) =>
  seesCases(role) ? Prisma.sql`k.standing = 'good'` : Prisma.sql`k.standing IN ('good', 'under_review')`

/** On group_index: only what most groups are is left for it. */
function usual({ status, standing, openCase, ownerless }: GroupFilter, role: Role): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (status !== undefined) conditions.push(Prisma.sql`k.status = 'normal' AND k.gone_at IS NULL`)
  if (standing !== undefined) conditions.push(inGoodStanding(role))
  if ((standing === 'good' && seesCases(role)) || openCase === false)
    conditions.push(Prisma.sql`k.open_cases = 0`)
  if (ownerless === false) {
    conditions.push(Prisma.sql`(k.owner_id <> '' OR k.status = 'dismissed' OR k.gone_at IS NOT NULL)`)
  }
  return conditions
}

/**
 * On group_facet: whatever else is asked for. Its indexes have all of it but the tags. What the facet says already is not
 * said again: PostgreSQL would take it for a second filter, and expect next to nothing.
 */
function besides(facet: string, filter: GroupFilter, role: Role): Prisma.Sql[] {
  const { status, standing, openCase, ownerless, category, tags = [] } = filter
  const conditions: Prisma.Sql[] = []
  const unless = (said: string, condition: Prisma.Sql) => {
    if (facet !== said) conditions.push(condition)
  }
  if (status !== undefined) unless(`status:${status}`, Prisma.sql`k.status = ${status}`)
  if (standing === 'suspended' || standing === 'dismissed') {
    unless(`standing:${standing}`, Prisma.sql`k.standing = ${standing}::"Standing"`)
  } else if (standing === 'under_review') {
    unless('under_review', Prisma.sql`(k.standing = 'under_review' OR (k.standing = 'good' AND k.reported))`)
  } else if (standing === 'good') conditions.push(inGoodStanding(role))
  if (openCase === true) unless('open_case', Prisma.sql`k.reported`)
  if ((standing === 'good' && seesCases(role)) || openCase === false) {
    conditions.push(Prisma.sql`NOT k.reported`)
  }
  if (ownerless === true) unless('ownerless', Prisma.sql`k.ownerless`)
  if (ownerless === false) conditions.push(Prisma.sql`NOT k.ownerless`)
  if (category !== undefined) unless(`category:${category}`, Prisma.sql`k.category = ${category}`)
  for (const tag of tags) {
    unless(
      `tag:${tag}`,
      Prisma.sql`EXISTS (
        SELECT 1 FROM group_facet AS f WHERE f.group_id = k.group_id AND f.facet = ${`tag:${tag}`})`,
    )
  }
  return conditions
}

/** `WHERE …`, or nothing. */
export const where = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty
