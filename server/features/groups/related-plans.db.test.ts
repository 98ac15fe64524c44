import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { seedGroups } from '@/prisma/seed/groups'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { testWorld, type World } from '@/server/testing/world'
import { groupLabels } from './labels'
import { nearNames } from './near-names'
import { relatedGroups } from './related'

const GROUPS = 60_000

let world: World
beforeAll(async () => {
  world = await testWorld()
  const owner = new Pool({ connectionString: world.database.url, max: 1 })
  await seedGroups(owner, GROUPS)
  await owner.end()
}, 120_000)
afterAll(() => world.close())

const explained = z.array(z.object({ 'QUERY PLAN': z.string() }))

/** The database, and the plans of all that is read through it. */
function watched(): { db: Db; plans: string[] } {
  const plans: string[] = []
  const watch = <T extends object>(reader: T): T =>
    new Proxy(reader, {
      get(target, key) {
        const own: unknown = Reflect.get(target, key)
        if (key === '$transaction') {
          return (work: (tx: object) => Promise<unknown>) =>
            world.env.db.prisma.$transaction((tx) => work(watch(tx)))
        }
        if (key !== '$queryRaw' || typeof own !== 'function') return own
        return async (strings: TemplateStringsArray, ...values: unknown[]) => {
          const query = Prisma.sql(strings, ...values)
          if (!query.sql.includes('set_config')) {
            const rows = await Reflect.apply(own, target, [Prisma.sql`EXPLAIN ${query}`])
            plans.push(
              explained
                .parse(rows)
                .map((row) => row['QUERY PLAN'])
                .join('\n'),
            )
          }
          return await Reflect.apply(own, target, [query])
        }
      },
    })
  return { db: { ...world.env.db, prisma: watch(world.env.db.prisma) }, plans }
}

/** Tables of groups that a plan goes through from end to end. */
const scanned = (plans: readonly string[]) =>
  plans.flatMap((plan) => plan.match(/Seq Scan on (?:group_index|group_facet|person_index)/g) ?? [])

test.each(['Harbour chess 12345', '围棋 夜跑 123', '棋', 'abc'])(
  'names near %s are found by an index',
  async (name) => {
    const { db, plans } = watched()
    await nearNames(db, 'none', name, 50)
    expect(plans).toHaveLength(1)
    expect(scanned(plans)).toEqual([])
  },
)

test('of very many similar names the equal one is found, also of one letter', async () => {
  const names = (letter: string) =>
    Array.from({ length: 700 }, (_, i) => `${letter} ${8_000 + ((i * 3) % 700)}`)
  const rows = [
    ...names('Crypto club'),
    ...names('币'),
    ...names('z'),
    'z',
    'Z ',
    'Crypto club 8501',
    '币圈',
    '🦉',
  ].map((name, i) => ({
    ...{ groupId: `near${i}`, name, ownerId: '', memberCount: 1, status: 'normal' as const },
    ...{ createdAt: new Date(), readAt: new Date() },
  }))
  await world.env.db.prisma.groupIndex.createMany({ data: rows })
  const near = async (name: string) =>
    (await nearNames(world.env.db, 'none', name, 5)).map((row) => row.name.trim().toLowerCase())
  expect((await near('z')).slice(0, 2)).toEqual(['z', 'z'])
  expect((await near('crypto CLUB 8501')).slice(0, 2)).toEqual(['crypto club 8501', 'crypto club 8501'])
  expect((await near('币圈'))[0]).toBe('币圈')
  expect((await near('🦉'))[0]).toBe('🦉')
})

test('other groups of owners and admins are found by an index', async () => {
  const { groupId, userIds } = await world.group(3, 1)
  await world.env.openim.groups.create(
    { name: 'Of the admin', ownerId: userIds[1] ?? '' },
    { operationId: 'test' },
  )
  const { db, plans } = watched()
  const group = await world.env.openim.groups.byId(groupId, { operationId: 'test' })
  await world.env.db.prisma.groupIndex.create({
    data: {
      groupId,
      name: group?.name ?? '',
      ownerId: userIds[0] ?? '',
      memberCount: 3,
      status: 'normal',
      createdAt: new Date(),
      readAt: new Date(),
    },
  })
  await relatedGroups({ db, openim: world.env.openim }, groupId, 'admin', 'test')
  expect(plans.length).toBeGreaterThanOrEqual(3)
  expect(scanned(plans)).toEqual([])
})

test('categories and tags are read in as many steps as there are', async () => {
  const { db, plans } = watched()
  const { categories, tags } = await groupLabels(db)
  expect(categories.length).toBeGreaterThan(1)
  expect(tags.length).toBeGreaterThan(1)
  expect(scanned(plans)).toEqual([])
})
