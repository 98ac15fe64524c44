import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { estimate } from './estimate'
import { rowsOfFacet } from './facets'
import { GROUP_COLUMNS, type GroupRow, groupRow, groupsIn } from './group-row'
import { type Matching, selected, where } from './matching'
import { COMMON, holds, LOOKED_THROUGH, rowsHolding } from './search'

type Wanted = {
  q: string | undefined
  limit: number
  order: { column: Prisma.Sql; descending: boolean }
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
  if (few || named > COMMON) {
    const most = few ? Prisma.sql`OFFSET 0` : Prisma.sql`LIMIT ${LOOKED_THROUGH}`
    const rows = await read(walk(found, order, most, Prisma.sql`WHERE ${word}`, first))
    if (few || rows.length === limit || (await areAll(db, found))) return rows
  }
  const rows = rowsHolding(INDEX, Prisma.sql`group_id`, q)
  return await read(Prisma.sql`${selected(found, rows)} ${sorted(k)} LIMIT ${limit}`)
}

function sortedBy({ column, descending }: Wanted['order']) {
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
