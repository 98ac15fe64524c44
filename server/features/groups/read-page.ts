import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { throughStretches } from '@/server/features/names/through-stretches'
import { estimate } from './estimate'
import { rowsOfFacet } from './facets'
import { GROUP_COLUMNS, type GroupRow, groupRow, groupsIn } from './group-row'
import { type Matching, selected, where } from './matching'
import { COMMON, holds, LOOKED_THROUGH, mayHold, rowsHolding } from './search'

type Wanted = {
  q: string | undefined
  limit: number
  order: { column: Prisma.Sql; descending: boolean; byName: boolean }
  /** Where the list goes on, in the column of its order. */
  after: string | number | undefined
}

const INDEX = Prisma.sql`group_index`
const g = Prisma.sql`g`
const k = Prisma.sql`k`

/** The first rows that match, in order. */
export async function readPage(db: Pick<Db, 'prisma'>, wanted: Wanted, found: Matching): Promise<GroupRow[]> {
  const { q, limit, order } = wanted
  const sorted = sortedBy(order)
  const first = Prisma.sql`LIMIT ${limit}`
  const read = async (picked: Prisma.Sql) => {
    const rows = await db.prisma.$queryRaw`SELECT ${GROUP_COLUMNS} FROM ${groupsIn(picked)} ${sorted(g)}`
    return z.array(groupRow).parse(rows)
  }
  if (!q) return await read(walk(found, order, first))
  const word = Prisma.sql`(${holds(g, q)} OR g.group_id = ${q})`
  const named = await estimate(db, Prisma.sql`SELECT 1 FROM group_index AS g WHERE ${holds(g, q)}`)
  const few = found.facet !== undefined && (await rowsOfFacet(db, found.facet)) < named
  if ((few || named > COMMON) && order.byName) {
    const rows = await byName(db, wanted, q, (s) => read(walkIn(s, q, found, order, word, first)))
    if (rows) return rows
  }
  if (few || named > COMMON) {
    const most = few ? Prisma.sql`OFFSET 0` : Prisma.sql`LIMIT ${LOOKED_THROUGH}`
    const rows = await read(walk(found, order, most, Prisma.sql`WHERE ${word}`, first))
    if (few || rows.length === limit || (await areAll(db, found))) return rows
  }
  const rows = rowsHolding(INDEX, Prisma.sql`group_id`, q)
  return await read(Prisma.sql`${selected(found, rows)} ${sorted(k)} LIMIT ${limit}`)
}

/** In the order of names the groups of one word stand together, often far from where the page begins. */
async function byName(
  db: Pick<Db, 'prisma'>,
  { order, after, limit }: Wanted,
  q: string,
  read: (s: Prisma.Sql) => Promise<GroupRow[]>,
): Promise<GroupRow[] | undefined> {
  const place = typeof after === 'string' ? after : undefined
  const index = { kind: 'group' as const, table: INDEX, id: Prisma.sql`group_id` }
  return await throughStretches(db, { ...index, q, after: place, descending: order.descending, limit }, read)
}

/** What is found in each of the stretches `s`: the index in the order of names tells which rows to look at. */
function walkIn(
  s: Prisma.Sql,
  q: string,
  found: Matching,
  order: Wanted['order'],
  word: Prisma.Sql,
  first: Prisma.Sql,
) {
  const id = Prisma.sql`group_id`
  const inside = (row: Prisma.Sql) =>
    Prisma.sql`${row}.sort_name >= s.low AND ${row}.sort_name < s.high AND ${mayHold(row, id, q)}`
  const rows =
    found.facet === undefined
      ? Prisma.sql`
        SELECT k.* FROM (
          SELECT n.group_id, n.sort_name FROM group_index AS n
          WHERE ${inside(Prisma.sql`n`)} ${sortedBy(order)(Prisma.sql`n`)} OFFSET 0
        ) AS n CROSS JOIN LATERAL (
          SELECT g.* FROM group_index AS g WHERE g.group_id = n.group_id AND ${word} OFFSET 0
        ) AS k ${where(found.conditions)} ${sortedBy(order)(Prisma.sql`n`)} ${first}`
      : walk(
          { ...found, conditions: [...found.conditions, inside(k)] },
          ...([order, Prisma.sql`OFFSET 0`, Prisma.sql`WHERE ${word}`, first] as const),
        )
  return Prisma.sql`SELECT g.* FROM ${s} CROSS JOIN LATERAL (${rows}) AS g ${sortedBy(order)(g)} ${first}`
}

function sortedBy({ column, descending }: Pick<Wanted['order'], 'column' | 'descending'>) {
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  return (row: Prisma.Sql) => Prisma.sql`ORDER BY ${row}.${column} ${direction}, ${row}.group_id ${direction}`
}

/**
 * Rows of the index that match, in order, `most` of them (`LIMIT …`, or `OFFSET 0` for all), and of these, as `g`, those
 * that `further` lets through. A facet's rows are picked first and each group's row looked up then: a join is planned by
 * what PostgreSQL thinks of both, and that is too little.
 */
function walk(
  found: Matching,
  order: Wanted['order'],
  most: Prisma.Sql,
  further = Prisma.empty,
  end = Prisma.empty,
): Prisma.Sql {
  const sorted = sortedBy(order)
  // The few groups of an owner are found by their own index.
  if (found.facet === undefined || found.rowConditions.length > 0) {
    return Prisma.sql`
      SELECT g.* FROM (${selected(found, INDEX)} ${sorted(k)} ${most}) AS g ${further} ${sorted(g)} ${end}`
  }
  return Prisma.sql`
    SELECT g.* FROM (
      SELECT k.group_id, k.${order.column} FROM group_facet AS k ${where(found.conditions)} ${sorted(k)} ${most}
    ) AS k CROSS JOIN LATERAL (
      SELECT i.* FROM group_index AS i WHERE i.group_id = k.group_id OFFSET 0
    ) AS g ${further} ${sorted(k)} ${end}`
}

/** Whether no more groups match, but for the words, than were gone through. */
async function areAll(
  { prisma }: Pick<Db, 'prisma'>,
  { facet, conditions, rowConditions }: Matching,
): Promise<boolean> {
  const table = facet === undefined ? Prisma.sql`group_index` : Prisma.sql`group_facet`
  if (rowConditions.length > 0) return false
  const rows = await prisma.$queryRaw`
    SELECT 1 AS more FROM ${table} AS k ${where(conditions)} OFFSET ${LOOKED_THROUGH} LIMIT 1`
  return z.array(z.unknown()).parse(rows).length === 0
}
