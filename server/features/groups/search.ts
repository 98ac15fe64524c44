import { Prisma } from '@/server/db/generated/client'

/** A word in more names than this is common: going through the rows in order fills a page sooner than its index. */
export const COMMON = 8_000
/** Rows that are gone through for a common word before its index is asked after all. */
export const LOOKED_THROUGH = 15_000

/** Condition on the column `folded` of `row`: the name holds `q`, in any case, taken as it stands. */
export function holds(row: Prisma.Sql, q: string): Prisma.Sql {
  return Prisma.sql`${row}.folded LIKE name_pattern(${q})`
}

/** Folded names of fewer characters are all in `sort_name`: of 200 that it is made of, five at most become one. */
const ALL_IN_SORT_NAME = 40

/** What an index in the order of names tells of `holds` and of an id that is `q`: never less than is true. */
export function mayHold(row: Prisma.Sql, id: Prisma.Sql, q: string): Prisma.Sql {
  return Prisma.sql`(
    ${row}.sort_name LIKE name_pattern(${q}) OR char_length(${row}.sort_name) >= ${ALL_IN_SORT_NAME} OR ${row}.${id} = ${q})`
}

/**
 * The rows of an index whose name holds `q` or whose id it is, found through an index and not by going through the rows
 * in the order of a list, for which PostgreSQL mistakes what is rare. Trigrams need three characters, and where the
 * database's locale is plain C they know no others than ASCII: short words and other scripts are found by the index of
 * one- and two-character pieces.
 */
export function rowsHolding(table: Prisma.Sql, id: Prisma.Sql, q: string): Prisma.Sql {
  const n = Prisma.sql`n`
  // The whole pattern is looked at afterwards: beside the other condition it would have each hit worked out again.
  const named = Prisma.sql`
    SELECT n.* FROM (SELECT p.* FROM ${table} AS p WHERE ${foundBy(Prisma.sql`p.folded`, q)} OFFSET 0) AS n
    WHERE ${holds(n, q)}`
  return Prisma.sql`(
    (${named}) UNION ALL SELECT n.* FROM ${table} AS n WHERE n.${id} = ${q} AND NOT ${holds(n, q)})`
}

/** Pieces of a long text that its index is asked for: each is a list to go through, and few of them say enough. */
const MOST_FRAGMENTS = 4

/** Condition on a folded text that its indexes of trigrams and of pieces answer: true of more than hold `q`. */
export function foundBy(folded: Prisma.Sql, q: string): Prisma.Sql {
  const fragments = /^[ -~]*$/.test(q) ? (q.toLowerCase().match(/[a-z0-9]{3}/g) ?? []) : []
  // Trigrams are of letters and digits: for others of them PostgreSQL would look through the whole index.
  if (fragments.length === 0) return Prisma.sql`name_pieces(${folded}) @> pieces_of_query(fold_name(${q}))`
  if (fragments.length === 1) return Prisma.sql`${folded} LIKE name_pattern(${q})`
  return Prisma.sql`${folded} LIKE ${`%${fragments.slice(0, MOST_FRAGMENTS).join('%')}%`}`
}
