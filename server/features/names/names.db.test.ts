import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGroups } from '@/server/features/groups/list'
import { groupListInput } from '@/server/features/groups/schema'
import { touchedBy } from '@/server/features/groups/test-plans'
import { listPeople } from '@/server/features/people/list'
import { personListInput } from '@/server/features/people/schema'
import { testWorld, type World } from '@/server/testing/world'
import { summariseNames } from './summarise'

let world: World
let owner: Pool

/** Names with one word stand together, far behind the first page; of those with the other there are some everywhere. */
const NAME = `
  CASE WHEN n % 5 = 0 THEN 'm 围棋 club ' || lpad(n::text, 6, '0')
       WHEN n % 5 = 1 THEN chr(97 + n % 13) || ' Ｎorth ' || lpad(n::text, 6, '0')
       ELSE chr(97 + n % 13) || ' something ' || lpad(n::text, 6, '0') END`

beforeAll(async () => {
  world = await testWorld()
  owner = new Pool({ connectionString: world.database.url, max: 1 })
  await owner.query(`
    INSERT INTO group_extension (group_id, category)
    SELECT 'g' || n, 'games' FROM generate_series(1, 60000, 7) AS n`)
  await owner.query(`
    INSERT INTO group_index (group_id, name, owner_id, member_count, status, created_at, read_at)
    SELECT 'g' || n, ${NAME}, 'o', n % 100, CASE WHEN n % 3 = 0 THEN 'muted' ELSE 'normal' END::"GroupStatus", now(), now()
    FROM generate_series(1, 60000) AS n`)
  await owner.query(`
    INSERT INTO person_index (user_id, nickname, registered_at, read_at)
    SELECT 'p' || n, ${NAME}, now(), now() FROM generate_series(1, 60000) AS n`)
  await owner.query(`
    INSERT INTO group_index (group_id, name, owner_id, member_count, status, created_at, read_at)
    SELECT 'late' || n, 'small and old ' || n, 'o', -1 * (n % 2), 'normal', '2001-01-01'::timestamptz + n * interval '1 s', now()
    FROM generate_series(1, 300) AS n`)
  for (const table of ['group_index', 'group_facet', 'person_index'])
    await owner.query(`VACUUM (ANALYZE) ${table}`)
  await summariseNames(world.env.db)
}, 240_000)
afterAll(async () => {
  await owner?.end()
  await world?.close()
})

const groupInput = (filter: object) => groupListInput.parse({ sort: 'name', ...filter })

/** The ids of the first pages. */
async function pagesOf(filter: object, pages = 3): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  for (let page = 0; page < pages; page++) {
    const answer: Awaited<ReturnType<typeof listGroups>> = await listGroups(
      world.env.db,
      groupInput({ ...filter, cursor }),
      'admin',
    )
    ids.push(...answer.items.map((item) => item.groupId))
    cursor = answer.nextCursor
    if (cursor === null) break
  }
  return ids
}

async function truly(condition: string, direction: 'ASC' | 'DESC'): Promise<string[]> {
  const { rows } = await owner.query<{ group_id: string }>(`
    SELECT group_id FROM group_index WHERE ${condition}
    ORDER BY sort_name ${direction}, group_id ${direction} LIMIT 150`)
  return rows.map((row) => row.group_id)
}

const CASES: [object, string][] = [
  [{ q: '围棋' }, `folded LIKE '%围棋%'`],
  [{ q: '棋' }, `folded LIKE '%棋%'`],
  [{ q: 'ＣLUB 0' }, `folded LIKE '%club 0%'`],
  [{ q: 'north' }, `folded LIKE '%north%'`],
  [{ q: 'o' }, `folded LIKE '%o%'`],
  [{ q: '围棋', status: 'muted' }, `folded LIKE '%围棋%' AND status = 'muted'`],
  [{ q: 'club', category: 'games' }, `folded LIKE '%club%' AND category = 'games'`],
  [
    { q: 'club', status: 'normal', minMembers: 90 },
    `folded LIKE '%club%' AND status = 'normal' AND member_count >= 90`,
  ],
]

test.each(CASES)('%j in the order of names, page by page', async (filter, condition) => {
  expect(await pagesOf(filter)).toEqual(await truly(condition, 'ASC'))
  expect(await pagesOf({ ...filter, sort: 'name_desc' })).toEqual(await truly(condition, 'DESC'))
})

test.each(CASES.flatMap(([filter]) => ['name', 'name_desc'].map((sort) => ({ ...filter, sort }))))(
  'a page of %j goes through a few stretches, far behind the beginning',
  async (filter) => {
    const { rows, seen } = await touchedBy(world.env.db, (db) => listGroups(db, groupInput(filter), 'admin'))
    expect(seen).not.toContain('Seq Scan')
    expect(rows).toBeLessThanOrEqual(5_000)
  },
)

test.each(['members', 'fewest', 'newest', 'oldest'] as const)(
  'a word of the smallest and oldest alone is found in a few stretches, by %s',
  async (sort) => {
    const column = sort === 'members' || sort === 'fewest' ? 'member_count' : 'created_at'
    const direction = sort === 'fewest' || sort === 'oldest' ? 'ASC' : 'DESC'
    const { rows: right } = await owner.query<{ group_id: string }>(`
      SELECT group_id FROM group_index WHERE folded LIKE '%and old%'
      ORDER BY ${column} ${direction}, group_id COLLATE "C" ${direction} LIMIT 150`)
    expect(await pagesOf({ q: 'AND old', sort })).toEqual(right.map((row) => row.group_id))
    const input = groupInput({ q: 'and old', sort })
    const { rows, seen } = await touchedBy(world.env.db, (db) => listGroups(db, input, 'admin'))
    expect(seen).not.toContain('Seq Scan')
    expect(rows).toBeLessThanOrEqual(5_000)
  },
)

test('people are found in the same way', async () => {
  for (const sort of ['name', 'name_desc']) {
    for (const q of ['围棋', 'club', 'north']) {
      const input = personListInput.parse({ q, sort })
      const { rows, seen, answer } = await touchedBy(world.env.db, (db) => listPeople(db, input, 'admin'))
      const { rows: right } = await owner.query<{ user_id: string }>(
        `SELECT user_id FROM person_index WHERE folded LIKE '%' || $1 || '%'
         ORDER BY sort_name ${sort === 'name' ? 'ASC' : 'DESC'}, user_id ${sort === 'name' ? 'ASC' : 'DESC'} LIMIT 50`,
        [q],
      )
      expect(answer.items.map((item) => item.userId)).toEqual(right.map((row) => row.user_id))
      expect(seen).not.toContain('Seq Scan')
      expect(rows).toBeLessThanOrEqual(5_000)
    }
  }
})

test('what came or was renamed since is found, and so is an id', async () => {
  const now = `now(), now()`
  await owner.query(`
    INSERT INTO group_index (group_id, name, owner_id, member_count, status, created_at, read_at)
    VALUES ('new', 'a a a 围棋', 'o', 1, 'normal', ${now}), ('围棋', 'a a b', 'o', 1, 'normal', ${now})`)
  await owner.query(`UPDATE group_index SET name = 'a a 1 围棋' WHERE group_id = 'g2'`)
  expect((await pagesOf({ q: '围棋' }, 1)).slice(0, 3)).toEqual(['g2', 'new', '围棋'])
  await summariseNames(world.env.db)
  expect((await pagesOf({ q: '围棋' }, 1)).slice(0, 3)).toEqual(['g2', 'new', '围棋'])
  expect(await world.env.db.prisma.$queryRaw`SELECT count(*)::int AS n FROM name_arrival`).toEqual([{ n: 0 }])
})

test('a name that comes while a stretch is looked through stays to be looked at', async () => {
  const writer = await owner.connect()
  await writer.query('BEGIN')
  await writer.query(`UPDATE group_index SET name = 'a a 2 围棋' WHERE group_id = 'g3'`)
  await world.env.db.prisma.groupIndex.update({ where: { groupId: 'g4' }, data: { name: 'a a 3' } })
  await summariseNames(world.env.db)
  await writer.query('COMMIT')
  writer.release()
  expect((await pagesOf({ q: '围棋' }, 1)).slice(0, 2)).toEqual(['g2', 'g3'])
})

test('a very long name and thousands of the same are found', async () => {
  await owner.query(`
    INSERT INTO group_index (group_id, name, owner_id, member_count, status, created_at, read_at)
    SELECT 'same' || n, CASE WHEN n > 3000 THEN repeat('a ', 500) || '围棋' || n ELSE 'a' END, 'o', 1, 'normal', now(), now()
    FROM generate_series(1, 3010) AS n`)
  const right = await truly(`folded LIKE '%围棋%' OR group_id = '围棋'`, 'ASC')
  expect(await pagesOf({ q: '围棋' })).toEqual(right)
  await summariseNames(world.env.db)
  expect(await pagesOf({ q: '围棋' })).toEqual(right)
})

test('before all names were looked through, pages are as right', async () => {
  const right = await pagesOf({ q: '围棋' })
  await owner.query(`UPDATE name_stretch SET pieces = NULL
     WHERE kind = 'group' AND low = (SELECT max(low) FROM name_stretch WHERE kind = 'group')`)
  expect(await pagesOf({ q: '围棋' })).toEqual(right)
  await owner.query(`DELETE FROM name_stretch WHERE kind = 'group'`)
  expect(await pagesOf({ q: '围棋' })).toEqual(right)
  await summariseNames(world.env.db)
  expect(await pagesOf({ q: '围棋' })).toEqual(right)
})
