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

/** The first rows that match, in order. */
export async function readPage(db: Pick<Db, 'prisma'>, wanted: Wanted, found: Matching): Promise<GroupRow[]> {
  const { q, limit, order } = wanted
  const direction = order.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const sorted = (row: Prisma.Sql) =>
    Prisma.sql`ORDER BY ${row}.${order.column} ${direction}, ${row}.group_id ${direction}`
  const k = Prisma.sql`k`
  const index = Prisma.sql`group_index`
  const read = async (picked: Prisma.Sql) => {
    const rows = await db.prisma.$queryRaw`
      SELECT ${GROUP_COLUMNS} FROM ${groupsIn(picked)} ${sorted(Prisma.sql`g`)}`
    return z.array(groupRow).parse(rows)
  }
  const first = (rows: Prisma.Sql) => read(Prisma.sql`${selected(found, rows)} ${sorted(k)} LIMIT ${limit}`)
  if (!q) return await first(index)
  const g = Prisma.sql`g`
  const word = (row: Prisma.Sql) => Prisma.sql`(${holds(row, q)} OR ${row}.group_id = ${q})`
  const named = await estimate(db, Prisma.sql`SELECT 1 FROM group_index AS g WHERE ${holds(g, q)}`)
  if (found.facet !== undefined && (await rowsOfFacet(db, found.facet)) < named) {
    return await read(Prisma.sql`${selected(found, index, [word(g)])} ${sorted(k)} LIMIT ${limit}`)
  }
  if (named > COMMON) {
    const through = Prisma.sql`${selected(found, index)} ${sorted(k)} LIMIT ${LOOKED_THROUGH}`
    const rows = await read(
      Prisma.sql`SELECT g.* FROM (${through}) AS g WHERE ${word(g)} ${sorted(g)} LIMIT ${limit}`,
    )
    if (rows.length === limit || (await areAll(db, found))) return rows
  }
  return await first(rowsHolding(index, Prisma.sql`group_id`, q))
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
