import { may, type Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { facetsOf, rarestFirst, sourceOf } from './facets'
import type { GroupFilter } from './schema'

/** The groups that match a filter, but for its words: those may be looked for in two ways. */
export type Matching = {
  from: Prisma.Sql
  /** The table that has the columns of every order. */
  key: Prisma.Sql
  conditions: Prisma.Sql[]
}

/** Makes the SQL of a filter. Throws nothing: whether a role may filter so is asked before (`allowFilter`). */
export async function matching(db: Pick<Db, 'prisma'>, filter: GroupFilter, role: Role): Promise<Matching> {
  const facets = await rarestFirst(db, facetsOf(filter))
  const { from, conditions } = sourceOf(facets)
  const key = facets.length > 0 ? Prisma.sql`k` : Prisma.sql`g`
  return { from, key, conditions: [...conditions, ...ranges(key, filter), ...common(filter, role)] }
}

/** Every index in the order of a list has these too: they are checked without a look at the row. */
function ranges(
  key: Prisma.Sql,
  { minMembers, maxMembers, createdFrom, createdTo }: GroupFilter,
): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (minMembers !== undefined) conditions.push(Prisma.sql`${key}.member_count >= ${minMembers}`)
  if (maxMembers !== undefined) conditions.push(Prisma.sql`${key}.member_count <= ${maxMembers}`)
  if (createdFrom !== undefined) conditions.push(Prisma.sql`${key}.created_at >= ${new Date(createdFrom)}`)
  if (createdTo !== undefined) conditions.push(Prisma.sql`${key}.created_at <= ${new Date(createdTo)}`)
  return conditions
}

/** What most groups are. The last two come from an owner's few groups, by its index. */
function common({ status, standing, openCase, ownerless, owner }: GroupFilter, role: Role): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (status === 'normal') conditions.push(Prisma.sql`g.status = 'normal' AND g.gone_at IS NULL`)
  if (standing === 'good' || standing === 'under_review') conditions.push(Prisma.sql`g.standing = 'good'`)
  // To a role that may not read cases, a reported group in good standing is one like the others.
  if (standing === 'good' && may(role, 'case.read')) conditions.push(Prisma.sql`g.open_cases = 0`)
  if (openCase === false) conditions.push(Prisma.sql`g.open_cases = 0`)
  if (ownerless === false) {
    conditions.push(Prisma.sql`(g.owner_id <> '' OR g.status = 'dismissed' OR g.gone_at IS NOT NULL)`)
  }
  if (owner) conditions.push(Prisma.sql`g.owner_id = ${owner}`)
  return conditions
}

/** `WHERE …`, or nothing. */
export const where = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty
