import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedGroups, seedPeople } from '@/prisma/seed/groups'
import { testWorld, type World } from '@/server/testing/world'
import { listGroups } from './list'
import { GROUP_SORTS, groupListInput } from './schema'
import { touchedBy } from './test-plans'

const GROUPS = 60_000
const LIMIT = 50

let world: World

beforeAll(async () => {
  world = await testWorld()
  const owner = new Pool({ connectionString: world.database.url, max: 1 })
  await seedGroups(owner, GROUPS)
  await seedPeople(owner, 5_000)
  await owner.end()
}, 120_000)
afterAll(() => world.close())

/** Reads a page and says how many rows each node of its plan touched, the most of them. */
async function mostTouched(filter: object): Promise<{ rows: number; cursor: string | null; seen: string[] }> {
  const input = groupListInput.parse({ ...filter, limit: LIMIT })
  const { rows, seen, answer } = await touchedBy(world.env.db, (db) => listGroups(db, input, 'admin'))
  return { rows, seen, cursor: answer.nextCursor }
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

test('of several facets, further tags too, as many rows are touched as of one', async () => {
  for (const sort of GROUP_SORTS) {
    const { seen, rows } = await mostTouched({ tags: ['watch33', 'tag3'], sort })
    expect(seen).not.toContain('Seq Scan')
    expect([sort, rows <= 6 * LIMIT]).toEqual([sort, true])
  }
})

test('rare words and short ones are found by an index', async () => {
  for (const q of ['harbour chess 5', '围棋 77', '棋 7', 'q9']) {
    const { seen } = await mostTouched({ q })
    expect([q, seen]).toEqual([q, expect.arrayContaining(['Bitmap Index Scan'])])
  }
})
