import { afterAll, beforeAll, expect, test } from 'vitest'
import { Prisma } from '@/server/db/generated/client'
import { touchedBy } from '@/server/features/groups/test-plans'
import { countSection } from '@/server/features/transparency/count'
import { SECTIONS } from '@/server/features/transparency/schema'
import { testWorld, type World } from '@/server/testing/world'
import { backlogNow, backlogOver } from './backlog'
import { outcomesOf, reviewsOf } from './outcomes'
import { type Scope, spanOf } from './scope'
import { speedOver } from './speed'
import { teamsOf } from './teams'
import { seedYears } from './test-seed'

const CASES = 60_000
/** Open ones, and those of four weeks out of three years; each is told of twice, as opened and as ended. */
const MOST_TOUCHED = 2 * (CASES * 0.02 + (CASES * 28) / 1096) + 2_000

let world: World
let scope: Scope

beforeAll(async () => {
  world = await testWorld()
  await seedYears(world.database.url, CASES)
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const span = await spanOf(world.env.db.prisma, { from: day(27), to: day(0), timeZone: 'UTC' })
  scope = { ...span, timeZone: 'UTC', unit: 'day', sees: Prisma.sql`NOT c.restricted` }
}, 240_000)
afterAll(() => world.close())

type Reading = { name: string; read: (db: World['env']['db']['prisma']) => Promise<unknown> }

const READINGS: Reading[] = [
  { name: 'the backlog now', read: (db) => backlogNow(db, scope) },
  { name: 'the backlog over time', read: (db) => backlogOver(db, scope) },
  { name: 'times', read: (db) => speedOver(db, scope) },
  { name: 'outcomes', read: (db) => outcomesOf(db, scope) },
  { name: 'teams', read: (db) => teamsOf(db, scope) },
  { name: 'second looks', read: (db) => reviewsOf(db, scope) },
  ...SECTIONS.map((section) => ({
    name: `the report’s ${section}`,
    read: (db: World['env']['db']['prisma']) => countSection(db, section, scope),
  })),
]

test.each(READINGS)(
  '$name: read through an index, and no more than the period and what is open',
  async ({ read }) => {
    const { rows, seen } = await touchedBy(world.env.db, ({ prisma }) => read(prisma))
    expect(seen).not.toContain('Seq Scan')
    expect(rows).toBeLessThanOrEqual(MOST_TOUCHED)
  },
)
