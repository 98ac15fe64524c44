import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { seedCases } from '@/prisma/seed/cases'
import type { StaffActor } from '@/server/auth/actor'
import { Prisma } from '@/server/db/generated/client'
import { testWorld, type World } from '@/server/testing/world'
import { caseListSql, listCases } from './list'
import { caseListInput } from './schema'

const CASES = 20_000
/** A page of 50 looks at hardly more rows than it shows. */
const MOST_LOOKED_AT = 400

let world: World
let ada: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff()
  const owner = new pg.Pool({ connectionString: world.database.url, max: 1 })
  await seedCases(owner, CASES, [ada.id])
  await owner.end()
}, 240_000)
afterAll(() => world.close())

const node: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Actual Rows': z.number(),
    'Rows Removed by Filter': z.number().default(0),
    Plans: z.array(node).default([]),
  }),
)
type Plan = {
  'Node Type': string
  'Actual Rows': number
  'Rows Removed by Filter': number
  Plans: Plan[]
}
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })])

/** Every node of a plan. */
const nodes = (plan: Plan): Plan[] => [plan, ...plan.Plans.flatMap(nodes)]

const filters = [
  {},
  { queue: 'general' },
  { reason: 'spam' },
  { reason: 'other' },
  { reason: 'harassment', kind: 'user' },
  { kind: 'message' },
  { sort: 'newest' },
  { sort: 'oldest' },
  { sort: 'reports' },
  { sort: 'newest', queue: 'general' },
  { sort: 'newest', reason: 'spam' },
  { state: 'closed' },
  { state: 'closed', sort: 'oldest' },
  { state: 'closed', reason: 'spam' },
  { claim: 'mine' },
  { claim: 'free' },
  { claim: 'assigned' },
  { claim: 'asked' },
  { claim: 'watched' },
  { claim: 'snoozed' },
]

test.each(filters)('%j reads few rows, on the first page and behind it', async (filter) => {
  const first = caseListInput.parse({ ...filter, limit: 50 })
  const { nextCursor } = await listCases(world.env.db, ada, first)
  for (const cursor of nextCursor ? [null, nextCursor] : [null]) {
    const sql = caseListSql(Prisma.sql`NOT c.restricted`, ada.id, { ...first, cursor })
    const rows = await world.env.db.prisma.$queryRaw(Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`)
    const plan = explained.parse(rows)[0]['QUERY PLAN'][0].Plan
    const looked = nodes(plan).map((one) => one['Actual Rows'] + one['Rows Removed by Filter'])
    expect(Math.max(...looked)).toBeLessThan(MOST_LOOKED_AT)
    expect(nodes(plan).map((one) => one['Node Type'])).not.toContain('Seq Scan on case')
  }
})
