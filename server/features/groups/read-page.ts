import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { GROUP_COLUMNS, type GroupRow, groupRow, groupsIn } from './group-row'
import { conditionsOf, type Matching } from './matching'
import { firstOf, lookedUp, picked, type Read, sortedBy, type Wanted } from './page-sql'
import { search } from './search-page'

const g = Prisma.sql`g`
const k = Prisma.sql`k`

/** The first rows that match, in order. */
export async function readPage(db: Pick<Db, 'prisma'>, wanted: Wanted, found: Matching): Promise<GroupRow[]> {
  const { q, order } = wanted
  const read: Read = async (page) => {
    const rows = await db.prisma.$queryRaw`
      SELECT ${GROUP_COLUMNS} FROM ${groupsIn(page)} ${sortedBy(order, g)}`
    return z.array(groupRow).parse(rows)
  }
  return q ? await search(db, { ...wanted, q }, found, read) : await read(firstRows(wanted, found))
}

/**
 * Of a page without words. What an index tells is gone through in that index alone, and the rows of the page are looked up
 * afterwards; where everything that is wanted stands together in the order of the list, its rows are read as they come.
 */
function firstRows({ limit, order }: Wanted, found: Matching): Prisma.Sql {
  const first = Prisma.sql`LIMIT ${limit}`
  const others = found.others(found.facet === undefined ? k : g)
  if (found.facet !== undefined && others.length > 0) {
    return lookedUp(picked(found, order, [], Prisma.sql`OFFSET 0`), order, others, first)
  }
  const isApart = conditionsOf(found, order.stretches).length > 0
  if (isApart && others.length === 0) return lookedUp(picked(found, order, [], first), order)
  return firstOf(found, found.from, order, first)
}
