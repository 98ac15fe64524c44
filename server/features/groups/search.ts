import { Prisma } from '@/server/db/generated/client'

/** A text as LIKE finds it anywhere in another: what LIKE would read as a pattern is taken as it stands. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

/**
 * Condition on `g` (group_index): the id is exactly `q`, or the name holds it, in any case. Trigrams need three
 * characters; shorter words, as in Chinese, are found by the index of one- and two-character pieces.
 */
export function nameOrId(q: string): Prisma.Sql {
  const holds = Prisma.sql`g.name ILIKE ${containing(q)}`
  if ([...q].length > 2) return Prisma.sql`(g.group_id = ${q} OR ${holds})`
  return Prisma.sql`(g.group_id = ${q} OR (name_pieces(g.name) @> ARRAY[lower(${q})] AND ${holds}))`
}
