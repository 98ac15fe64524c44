import { Prisma } from '@/server/db/generated/client'

/**
 * Condition on the column `folded` of `table`: the name holds `q`, in any case, as it stands (what LIKE would read as a
 * pattern is none).
 */
export function holds(table: Prisma.Sql, q: string): Prisma.Sql {
  return Prisma.sql`${table}.folded LIKE name_pattern(${q})`
}

/**
 * Ids of all rows of `table` (its id in the column `id`) whose name holds `q`, found through an index. Trigrams need
 * three characters, and where the database's locale is plain C they know no others than ASCII: short words and other
 * scripts are found by the index of one- and two-character pieces.
 */
export function idsHolding(table: Prisma.Sql, id: Prisma.Sql, q: string): Prisma.Sql {
  if (/^[ -~]{3,}$/.test(q))
    return Prisma.sql`SELECT n.${id} AS id FROM ${table} AS n WHERE ${holds(Prisma.sql`n`, q)}`
  // The condition on the text comes after: beside the other one it would have the pieces of every hit worked out again.
  return Prisma.sql`
    SELECT p.id FROM (
      SELECT n.${id} AS id, n.folded FROM ${table} AS n WHERE name_pieces(n.folded) @> name_pieces(fold_name(${q})) OFFSET 0
    ) AS p WHERE ${holds(Prisma.sql`p`, q)}`
}
