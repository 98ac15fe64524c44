import { Prisma } from '@/server/db/generated/client'

/** A text as LIKE finds it anywhere in another: what LIKE would read as a pattern is taken as it stands. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

/**
 * Condition on `g` (group_index): the id is exactly `q`, or the name holds it, in any case. Trigrams need three
 * characters, and where the database's locale is plain C they know no others than ASCII: short words and Chinese are
 * found by the index of one- and two-character pieces.
 */
export function nameOrId(q: string): Prisma.Sql {
  const holds = Prisma.sql`n.name ILIKE ${containing(q)}`
  const named = /^[ -~]{3,}$/.test(q)
    ? holds
    : Prisma.sql`name_pieces(n.name) @> name_pieces(${q}) AND ${holds}`
  // Two lists and not one OR, which would work the pieces of every hit out again.
  return Prisma.sql`g.group_id IN (
    SELECT ${q} UNION ALL SELECT n.group_id FROM group_index AS n WHERE ${named})`
}
