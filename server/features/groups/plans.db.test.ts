import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { seedGroups, seedPeople } from '@/prisma/seed/groups'
import { Prisma } from '@/server/db/generated/client'
import { testWorld, type World } from '@/server/testing/world'
import { listGroups } from './list'
import { GROUP_SORTS, groupListInput } from './schema'

const GROUPS = 60_000
const LIMIT = 50

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

let world: World

beforeAll(async () => {
  world = await testWorld()
  const owner = new Pool({ connectionString: world.database.url, max: 1 })
  await seedGroups(owner, GROUPS)
  await seedPeople(owner, 5_000)
  await owner.end()
}, 120_000)
afterAll(() => world.close())

const nodesOf = (plan: Node): Node[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** Reads a page and says how many rows each node of its plan touched, the most of them. */
async function mostTouched(filter: object): Promise<{ rows: number; cursor: string | null; seen: string[] }> {
  const { prisma } = world.env.db
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
  const input = groupListInput.parse({ ...filter, limit: LIMIT })
  const { nextCursor } = await listGroups({ prisma: watching }, input, 'admin')
  const nodes = plans.flatMap(nodesOf)
  return {
    rows: Math.max(...nodes.map((n) => n['Actual Rows'] * n['Actual Loops'])),
    cursor: nextCursor,
    seen: [...new Set(nodes.map((n) => n['Node Type']))],
  }
}

const FILTERS = [
  {},
  { status: 'muted' },
  { status: 'dismissed' },
  { status: 'normal', standing: 'good' },
  { standing: 'suspended' },
  { standing: 'under_review' },
  { ownerless: true },
  { category: 'games' },
  { category: 'games', status: 'normal' },
  { tags: ['tag3'] },
]

test.each(GROUP_SORTS.flatMap((sort) => FILTERS.map((filter) => ({ ...filter, sort }))))(
  'a page of %j touches little more than its rows, and so does the next',
  async (filter) => {
    const first = await mostTouched(filter)
    expect(first.rows).toBeLessThanOrEqual(6 * LIMIT)
    expect(first.seen).not.toContain('Seq Scan')
    if (first.cursor === null) return
    expect((await mostTouched({ ...filter, cursor: first.cursor })).rows).toBeLessThanOrEqual(6 * LIMIT)
  },
)

test('two facets and a range are checked in the index', async () => {
  const { seen, rows } = await mostTouched({ category: 'trade', status: 'muted', maxMembers: 100 })
  expect(seen).not.toContain('Seq Scan')
  expect(rows).toBeLessThanOrEqual(6 * LIMIT)
})

test('rare words and short ones are found by an index', async () => {
  for (const q of ['harbour chess 5', '围棋 77', '棋 7', 'q9']) {
    const { seen } = await mostTouched({ q })
    expect([q, seen]).toEqual([q, expect.arrayContaining(['Bitmap Index Scan'])])
  }
})
