import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { countPeople, listPeople } from './list'
import { refreshPerson } from './refresh'
import { PERSON_SORTS, type PersonFilter, personListInput } from './schema'

const NAMES = ['Ann Smith', 'ANN brown', '王小明', 'Олег', 'b_n 50%']
const DAY_MS = 86_400_000

let world: World

const rows = Array.from({ length: 300 }, (_, i) => ({
  userId: `u${String((i * 7_919) % 10_000).padStart(4, '0')}`,
  nickname: `${NAMES[i % NAMES.length]} ${i % 4}`,
  registeredAt: (i % 19) * DAY_MS,
  standing: (['suspended', 'good', 'good', 'under_review', 'good', 'good', 'good'] as const)[i % 7] ?? 'good',
  openCases: i % 5 === 0 ? 1 : 0,
}))
type Row = (typeof rows)[number]

beforeAll(async () => {
  world = await testWorld()
  const { prisma } = world.env.db
  await prisma.personIndex.createMany({
    data: rows.map(({ userId, nickname, registeredAt }) => ({
      userId,
      nickname,
      registeredAt: new Date(registeredAt),
      readAt: new Date(),
    })),
  })
  await prisma.personExtension.createMany({
    data: rows.filter((row) => row.standing !== 'good').map(({ userId, standing }) => ({ userId, standing })),
  })
  await prisma.case.createMany({
    data: rows
      .filter((row) => row.openCases > 0)
      .map(({ userId }) => ({
        ...{ subjectKind: 'user' as const, subjectKey: userId, userId, subjectName: userId },
        ...{ reason: 'spam', severity: 1, reportsCount: 1 },
      })),
  })
})
afterAll(() => world.close())

const fold = (text: string) => text.normalize('NFKC').toLowerCase()
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

function matches(row: Row, { q, standing, openCase, registeredFrom, registeredTo }: PersonFilter): boolean {
  const shown = row.standing === 'good' && row.openCases > 0 ? 'under_review' : row.standing
  return (
    (!q || row.userId === q || fold(row.nickname).includes(fold(q))) &&
    (standing === undefined || shown === standing) &&
    (openCase === undefined || row.openCases > 0 === openCase) &&
    row.registeredAt >= (registeredFrom ?? 0) &&
    row.registeredAt <= (registeredTo ?? Number.POSITIVE_INFINITY)
  )
}

function sorted(of: readonly Row[], sort: PersonFilter['sort']): Row[] {
  const value = (a: Row, b: Row) =>
    sort.startsWith('name') ? byBytes(fold(a.nickname), fold(b.nickname)) : a.registeredAt - b.registeredAt
  const descending = sort === 'registered' || sort === 'name_desc'
  return of.toSorted((a, b) => (value(a, b) || byBytes(a.userId, b.userId)) * (descending ? -1 : 1))
}

async function wholeList(filter: PersonFilter, limit: number): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const input = personListInput.parse({ ...filter, limit, cursor })
    const page: Awaited<ReturnType<typeof listPeople>> = await listPeople(world.env.db, input, 'admin')
    ids.push(...page.items.map((item) => item.userId))
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}

const maybe = <const T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const filters = fc.record({
  q: maybe('ann', '小明', '王', 'олег', '%', 'b_n', 'nobody', rows[5]?.userId ?? ''),
  standing: maybe('good', 'under_review', 'suspended', 'dismissed'),
  openCase: maybe(true, false),
  registeredFrom: maybe(3 * DAY_MS, 12 * DAY_MS),
  registeredTo: maybe(4 * DAY_MS, 17 * DAY_MS),
  sort: fc.constantFrom(...PERSON_SORTS),
})

test('the pages of a list make up who matches, in order, each once; and they are counted', async () => {
  await fc.assert(
    fc.asyncProperty(filters, fc.constantFrom(7, 50), async (filter, limit) => {
      const expected = sorted(
        rows.filter((row) => matches(row, filter)),
        filter.sort,
      ).map((row) => row.userId)
      expect(await wholeList(filter, limit)).toEqual(expected)
      expect(await countPeople(world.env.db, filter, 'admin')).toEqual({
        count: expected.length,
        more: false,
      })
    }),
    { numRuns: 60 },
  )
}, 90_000)

test('a role that may not read cases learns nothing of them', async () => {
  const actor = await world.staff('support')
  const { people } = createCaller({ actor, requestId: 'test', env: world.env })
  const reported = rows.find((row) => row.openCases > 0 && row.standing === 'good')
  const { items } = await people.list({ q: reported?.userId, standing: 'good' })
  expect(items).toMatchObject([{ userId: reported?.userId, standing: 'good', openCases: 0 }])
  await expect(people.list({ standing: 'under_review' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(people.count({ openCase: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('somebody is read again by id; whom OpenIM does not know is gone', async () => {
  const { userIds } = await world.group(2)
  const [userId = ''] = userIds
  const found = await refreshPerson(world.env, userId)
  expect(found?.user.id).toBe(userId)
  const known = rows[0]?.userId ?? ''
  expect(await refreshPerson(world.env, known)).toBeNull()
  const { items } = await listPeople(world.env.db, personListInput.parse({ q: known }), 'admin')
  expect(items).toMatchObject([{ userId: known, gone: true, registeredAt: null }])
})
