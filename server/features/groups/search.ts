import { Prisma } from '@/server/db/generated/client'

/** A word in more names than this is common: going through the rows in order fills a page sooner than its index. */
export const COMMON = 8_000
/** Rows that are gone through for a common word before its index is asked after all. */
export const LOOKED_THROUGH = 15_000

/** Condition on the column `folded` of `row`: the name holds `q`, in any case, taken as it stands. */
export function holds(row: Prisma.Sql, q: string): Prisma.Sql {
  return Prisma.sql`${row}.folded LIKE name_pattern(${q})`
}

/**
 * The rows of an index whose name holds `q` or whose id it is, found through an index and not by going through the rows
 * in the order of a list, for which PostgreSQL mistakes what is rare. Trigrams need three characters, and where the
 * database's locale is plain C they know no others than ASCII: short words and other scripts are found by the index of
 * one- and two-character pieces.
 */
export function rowsHolding(table: Prisma.Sql, id: Prisma.Sql, q: string): Prisma.Sql {
  const n = Prisma.sql`n`
  const named = /^[ -~]{3,}$/.test(q)
    ? Prisma.sql`SELECT n.* FROM ${table} AS n WHERE ${holds(n, q)} OFFSET 0`
    : // The pattern is looked at afterwards: beside the pieces it would have those of every hit worked out again.
      Prisma.sql`
        SELECT n.* FROM (
          SELECT p.* FROM ${table} AS p WHERE name_pieces(p.folded) @> pieces_of_query(fold_name(${q})) OFFSET 0
        ) AS n WHERE ${holds(n, q)}`
  return Prisma.sql`(
    (${named}) UNION ALL SELECT n.* FROM ${table} AS n WHERE n.${id} = ${q} AND NOT ${holds(n, q)})`
}
