import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'

/** Most of each that are offered. */
const MOST = 200

export type GroupLabels = { categories: string[]; tags: string[] }

/** The categories and tags that groups have, by name. */
export async function groupLabels(db: Pick<Db, 'prisma'>): Promise<GroupLabels> {
  const [categories, tags] = await Promise.all([facetsNamed(db, 'category'), facetsNamed(db, 'tag')])
  return { categories, tags }
}

const rows = z.array(z.object({ name: z.string() }))

/** Goes from one facet to the next in the index: as many steps as there are names, however many groups have them. */
async function facetsNamed({ prisma }: Pick<Db, 'prisma'>, kind: 'category' | 'tag'): Promise<string[]> {
  const [first, end] = [`${kind}:`, `${kind};`]
  const next = (after: Prisma.Sql) => Prisma.sql`
    SELECT f.facet FROM group_facet AS f WHERE ${after} AND f.facet < ${end} ORDER BY f.facet LIMIT 1`
  const found = await prisma.$queryRaw`
    WITH RECURSIVE found AS (
      (${next(Prisma.sql`f.facet >= ${first}`)})
      UNION ALL
      SELECT (${next(Prisma.sql`f.facet > found.facet`)}) FROM found WHERE found.facet IS NOT NULL
    )
    SELECT substr(facet, ${first.length + 1}) AS name FROM found WHERE facet IS NOT NULL LIMIT ${MOST}`
  return rows.parse(found).map((row) => row.name)
}
