import { may, type Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { StretchKind } from '@/server/features/names/orders'
import { facetsOf, rarest } from './facets'
import type { GroupFilter } from './schema'
import { type Spans, spanConditions, spansOf } from './spans'

/** The groups that match a filter, but for the words it looks for. */
export type Matching = {
  /** Rows that lead to them, in every order: those of a facet, of an owner or of the whole index. To be named `k`. */
  from: Prisma.Sql
  /** On `k`, told by its index, but for the spans: never less than is true. */
  conditions: Prisma.Sql[]
  spans: Spans
  /** What only the row in the index tells, which `k` is itself unless it is of a facet. */
  others: (row: Prisma.Sql) => Prisma.Sql[]
  /** The facet that leads to them. */
  facet: string | undefined
  /** Only groups in use are wanted, and nothing else leads to them. */
  inUse?: boolean
}

const INDEX = Prisma.sql`group_index`

/** Makes the SQL of a filter. Whether a role may filter so is asked before (`allowFilter`). */
export async function matching(db: Pick<Db, 'prisma'>, filter: GroupFilter, role: Role): Promise<Matching> {
  const { owner } = filter
  const facets = facetsOf(filter)
  const spans = spansOf(filter)
  if (owner) {
    // PostgreSQL would go through the list in its order, and expect to meet the owner's groups soon.
    const from = Prisma.sql`(SELECT * FROM group_index WHERE owner_id = ${owner} OFFSET 0)`
    const others = (row: Prisma.Sql) => [
      Prisma.sql`${row}.owner_id = ${owner}`,
      ...usual(row, filter, role),
      ...facets.map((facet) => hasFacet(row, facet)),
    ]
    return { from, conditions: [], spans, others, facet: undefined }
  }
  const facet = await rarest(db, facets)
  if (facet === undefined) {
    const others = (row: Prisma.Sql) => usual(row, filter, role)
    return { from: INDEX, conditions: [], spans, others, facet, inUse: filter.status === 'normal' }
  }
  const tags = (filter.tags ?? []).filter((tag) => facet !== `tag:${tag}`)
  const conditions = [Prisma.sql`k.facet = ${facet}`, ...besides(facet, filter, role)]
  if (tags.length > 0) conditions.push(Prisma.sql`k.tag_keys @> tag_keys(${tags}::text[])`)
  // Two tags may have the same key.
  const others = (row: Prisma.Sql) => (tags.length > 0 ? [Prisma.sql`${row}.tags @> ${tags}::text[]`] : [])
  return { from: Prisma.sql`group_facet`, conditions, spans, others, facet }
}

/**
 * Rows of the index that match, as `SELECT … FROM … WHERE …`; `rows` is the index, or those of its rows that are looked
 * at. Further conditions and an order name the columns of `k`.
 */
export function selected(found: Matching, rows: Prisma.Sql): Prisma.Sql {
  const conditions = conditionsOf(found)
  if (found.facet === undefined) {
    return Prisma.sql`SELECT k.* FROM ${rows} AS k ${where([...conditions, ...found.others(Prisma.sql`k`)])}`
  }
  return Prisma.sql`
    SELECT g.* FROM group_facet AS k JOIN ${rows} AS g ON g.group_id = k.group_id
    ${where([...conditions, ...found.others(Prisma.sql`g`)])}`
}

/** All that is told by an index, but for the span of an order. */
export const conditionsOf = ({ conditions, spans }: Matching, but?: StretchKind): Prisma.Sql[] => [
  ...conditions,
  ...spanConditions(spans, but),
]

/** Groups in use have an index of their own in the order of sizes: dismissed ones stand together there. */
export const throughThoseInUse = ({ inUse }: Matching, kind: StretchKind): Prisma.Sql[] =>
  inUse && kind === 'group_by_members' ? [isInUse(Prisma.sql`k`)] : []

const isInUse = (row: Prisma.Sql) => Prisma.sql`${row}.status = 'normal' AND ${row}.gone_at IS NULL`

const hasFacet = (row: Prisma.Sql, facet: string) =>
  Prisma.sql`EXISTS (SELECT 1 FROM group_facet AS f WHERE f.group_id = ${row}.group_id AND f.facet = ${facet})`

/** Whether open cases count for "in good standing": not to a role that may not read them. */
const seesCases = (role: Role) => may(role, 'case.read')

/** To those who may not read cases, what is under review reads as good. */
const inGoodStanding = (row: Prisma.Sql, role: Role) =>
  seesCases(role)
    ? Prisma.sql`${row}.standing = 'good'`
    : Prisma.sql`${row}.standing IN ('good', 'under_review')`

/** On group_index: only what most groups are. */
function usual(
  row: Prisma.Sql,
  { status, standing, openCase, ownerless }: GroupFilter,
  role: Role,
): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (status === 'normal') conditions.push(isInUse(row))
  if (standing === 'good') conditions.push(inGoodStanding(row, role))
  if ((standing === 'good' && seesCases(role)) || openCase === false) {
    conditions.push(Prisma.sql`${row}.open_cases = 0`)
  }
  if (ownerless === false) {
    conditions.push(
      Prisma.sql`(${row}.owner_id <> '' OR ${row}.status = 'dismissed' OR ${row}.gone_at IS NOT NULL)`,
    )
  }
  return conditions
}

/**
 * On group_facet: whatever else is asked for, but tags. What the facet says already is not said again: PostgreSQL would
 * take it for a second filter, and expect next to nothing.
 */
function besides(facet: string, filter: GroupFilter, role: Role): Prisma.Sql[] {
  const { status, standing, openCase, ownerless, category } = filter
  const conditions: Prisma.Sql[] = []
  const unless = (said: string, condition: Prisma.Sql) => {
    if (facet !== said) conditions.push(condition)
  }
  if (status !== undefined) unless(`status:${status}`, Prisma.sql`k.status = ${status}`)
  if (standing === 'suspended' || standing === 'dismissed') {
    unless(`standing:${standing}`, Prisma.sql`k.standing = ${standing}::"Standing"`)
  } else if (standing === 'under_review') {
    unless('under_review', Prisma.sql`(k.standing = 'under_review' OR (k.standing = 'good' AND k.reported))`)
  } else if (standing === 'good') conditions.push(inGoodStanding(Prisma.sql`k`, role))
  if (openCase === true) unless('open_case', Prisma.sql`k.reported`)
  if ((standing === 'good' && seesCases(role)) || openCase === false) {
    conditions.push(Prisma.sql`NOT k.reported`)
  }
  if (ownerless === true) unless('ownerless', Prisma.sql`k.ownerless`)
  if (ownerless === false) conditions.push(Prisma.sql`NOT k.ownerless`)
  if (category !== undefined) unless(`category:${category}`, Prisma.sql`k.category = ${category}`)
  return conditions
}

/** `WHERE …`, or nothing. */
export const where = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty
