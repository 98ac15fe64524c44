import { z } from 'zod'
import type { Db } from '@/server/db/client'

type Node = {
  'Node Type': string
  'Relation Name'?: string | undefined
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number | undefined
  Plans?: Node[] | undefined
}
const node: z.ZodType<Node> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(node).optional()
  },
})
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })])
const statement = z.object({ text: z.string(), values: z.array(z.unknown()).default([]) })

/** One step of a plan: how many rows it looked at, shown or not. */
export type PlanNode = { type: string; relation: string; rows: number }

/**
 * Carries out `read` and explains every statement that reads, Prisma's own too: they are noted on their way into the pool
 * and carried out once more under EXPLAIN.
 */
export async function explainedReads<T>(
  { pool }: Pick<Db, 'pool'>,
  read: () => Promise<T>,
): Promise<{ answer: T; plans: { sql: string; nodes: PlanNode[] }[] }> {
  const noted: z.output<typeof statement>[] = []
  const query = Reflect.get(pool, 'query')
  const noting = (...args: unknown[]) => {
    const found = statement.safeParse(
      typeof args[0] === 'string' ? { text: args[0], values: args[1] } : args[0],
    )
    if (found.success && /^\s*(SELECT|WITH)\b/i.test(found.data.text)) noted.push(found.data)
    return Reflect.apply(query, pool, args)
  }
  Reflect.set(pool, 'query', noting)
  const answer = await read().finally(() => Reflect.set(pool, 'query', query))
  const plans: { sql: string; nodes: PlanNode[] }[] = []
  for (const { text, values } of noted) {
    const { rows } = await pool.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values)
    plans.push({ sql: text, nodes: nodesOf(explained.parse(rows)[0]['QUERY PLAN'][0].Plan) })
  }
  return { answer, plans }
}

function nodesOf(plan: Node): PlanNode[] {
  const seen = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)
  const one = {
    type: plan['Node Type'],
    relation: plan['Relation Name'] ?? '',
    rows: seen * plan['Actual Loops'],
  }
  return [one, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
