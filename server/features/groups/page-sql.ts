import { Prisma } from '@/server/db/generated/client'
import { type StretchKind, tieOfGroup } from '@/server/features/names/orders'
import type { GroupRow } from './group-row'
import { conditionsOf, type Matching, selected, throughThoseInUse, where } from './matching'

export type Order = { column: Prisma.Sql; descending: boolean; stretches: StretchKind }

export type Wanted = {
  q: string | undefined
  limit: number
  order: Order
}

/** Reads the rows of the index that are picked, in the order of the list. */
export type Read = (picked: Prisma.Sql) => Promise<GroupRow[]>

const k = Prisma.sql`k`

/** `ORDER BY …` of a list, by the columns of `row`. */
export function sortedBy(
  { column, descending }: Pick<Order, 'column' | 'descending'>,
  row: Prisma.Sql,
  tie = tieOfGroup(row),
): Prisma.Sql {
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  return Prisma.sql`ORDER BY ${row}.${column} ${direction}, ${tie} ${direction}`
}

/**
 * Which groups match and `further`, in order, `most` of them (`LIMIT …`, or `OFFSET 0` for all): what an index tells,
 * unless `further` asks for more. Nothing is said of the span of the order `but`.
 */
export function picked(
  found: Matching,
  order: Order,
  further: readonly Prisma.Sql[],
  most: Prisma.Sql,
  but?: StretchKind,
): Prisma.Sql {
  const those = throughThoseInUse(found, but ?? order.stretches)
  return Prisma.sql`
    SELECT k.group_id, ${tieOfGroup(k)} AS tie, k.${order.column}
    FROM ${found.from} AS k ${where([...conditionsOf(found, but), ...those, ...further])}
    ${sortedBy(order, k)} ${most}`
}

/**
 * The rows in the index of groups that were picked (with `tie`, so that PostgreSQL knows their order), those that `further` lets through, and of these the first. Row by
 * row: a join is planned by what PostgreSQL thinks of both, and that is too little.
 */
export function lookedUp(
  picks: Prisma.Sql,
  order: Order,
  further: readonly Prisma.Sql[] = [],
  first = Prisma.empty,
): Prisma.Sql {
  return Prisma.sql`
    SELECT g.* FROM (${picks}) AS k CROSS JOIN LATERAL (
      SELECT i.* FROM group_index AS i WHERE i.group_id = k.group_id OFFSET 0
    ) AS g ${where(further)} ${sortedBy(order, k, Prisma.sql`k.tie`)} ${first}`
}

/** Groups whose rows are known, of which those are wanted that match: the first of them. */
export const firstOf = (found: Matching, rows: Prisma.Sql, order: Order, first: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${selected(found, rows)} ${sortedBy(order, k)} ${first}`
