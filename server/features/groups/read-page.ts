import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { GROUP_COLUMNS, type GroupRow, groupRow, groupsIn } from './group-row'
import type { Matching } from './matching'
import { lookedUp, picked, type Read, sortedBy, type Wanted } from './page-sql'
import { search } from './search-page'

const g = Prisma.sql`g`
const k = Prisma.sql`k`

/** The first rows that match, in order. */
export async function readPage(db: Pick<Db, 'prisma'>, wanted: Wanted, found: Matching): Promise<GroupRow[]> {
  const { q, limit, order } = wanted
  const read: Read = async (picked) => {
    const rows = await db.prisma.$queryRaw`
      SELECT ${GROUP_COLUMNS} FROM ${groupsIn(picked)} ${sortedBy(order, g)}`
    return z.array(groupRow).parse(rows)
  }
  if (q) return await search(db, { ...wanted, q }, found, read)
  return await read(lookedUp(picked(found, order, found.others(k), Prisma.sql`LIMIT ${limit}`), order))
}
