import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'

type Node = { 'Node Type': string; 'Actual Rows': number; 'Actual Loops': number; Plans?: Node[] }
const node: z.ZodType<Node> = z.object({
  'Node Type': z.string(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  get Plans() {
    return z.array(node).optional()
  },
})
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })])

const nodesOf = (plan: Node): Node[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/**
 * Carries out `read` and says how many rows each node of its queries' plans touched, the most of them, and what kinds of
 * nodes there were.
 */
export async function touchedBy<T>(
  { prisma }: Db,
  read: (db: Pick<Db, 'prisma'>) => Promise<T>,
): Promise<{ rows: number; seen: string[]; answer: T }> {
  const plans: Node[] = []
  const watching = new Proxy(prisma, {
    get(target, key) {
      if (key !== '$queryRaw') return Reflect.get(target, key)
      return async (strings: TemplateStringsArray, ...values: unknown[]) => {
        const query = Prisma.sql(strings, ...values)
        if (!query.sql.startsWith('EXPLAIN')) {
          const plan = await prisma.$queryRaw`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${query}`
          plans.push(explained.parse(plan)[0]['QUERY PLAN'][0].Plan)
        }
        return await prisma.$queryRaw(query)
      }
    },
  })
  const answer = await read({ prisma: watching })
  const nodes = plans.flatMap(nodesOf)
  return {
    rows: Math.max(...nodes.map((n) => n['Actual Rows'] * n['Actual Loops'])),
    seen: [...new Set(nodes.map((n) => n['Node Type']))],
    answer,
  }
}
