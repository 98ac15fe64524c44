import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'

const planned = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) }),
])

/** How many rows PostgreSQL's statistics let a query expect. Nothing of it is carried out. */
export async function estimate({ prisma }: Pick<Db, 'prisma'>, query: Prisma.Sql): Promise<number> {
  const [answer] = planned.parse(await prisma.$queryRaw`EXPLAIN (FORMAT JSON) ${query}`)
  return answer['QUERY PLAN'][0].Plan['Plan Rows']
}

const plannedTogether = z.tuple([
  z.object({
    'QUERY PLAN': z.tuple([
      z.object({ Plan: z.object({ Plans: z.array(z.object({ 'Plan Rows': z.number() })) }) }),
    ]),
  }),
])

/** The same of several queries for rows with the same columns, asked at once. */
export async function estimates(
  { prisma }: Pick<Db, 'prisma'>,
  queries: readonly Prisma.Sql[],
): Promise<number[]> {
  const all = Prisma.join([...queries], ' UNION ALL ')
  const [answer] = plannedTogether.parse(await prisma.$queryRaw`EXPLAIN (FORMAT JSON) ${all}`)
  return answer['QUERY PLAN'][0].Plan.Plans.map((plan) => plan['Plan Rows'])
}
