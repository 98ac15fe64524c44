import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGroups } from '@/server/features/groups/list'
import { testWorld, type World } from '@/server/testing/world'
import { countGroups } from './count'
import { GROUP_SORTS, type GroupFilter, type GroupItem, groupListInput } from './schema'

const ROWS = 400
const NAMES = [
  'Harbour Readers',
  'harbour cooks',
  '读书会',
  'ЧИТАТЕЛИ',
  '100% a_b',
  'Ｆｕｌｌ Ｗｉｄｔｈ',
  '👨‍👩‍👧 نادي',
]
/** PostgreSQL hashes both to one number. */
const [SPAM, SAME_KEY] = ['t1481', 't45040'] as const
const TAGS = [SPAM, 'watch', 'vip']

type Row = Pick<GroupItem, 'groupId' | 'name' | 'members' | 'createdAt' | 'category' | 'tags'> & {
  status: 'normal' | 'muted' | 'dismissed' | 'gone'
  standing: 'good' | 'under_review' | 'suspended' | 'dismissed'
  ownerId: string
  openCases: number
}

let world: World
const pick = <T>(of: readonly T[], n: number): T => {
  const value = of[n % of.length]
  if (value === undefined) throw new Error('nothing to pick')
  return value
}

/** Many equal values, so that the ids decide. */
const rows: Row[] = Array.from({ length: ROWS }, (_, i) => ({
  groupId: `g${String((i * 7_919) % 100_000).padStart(5, '0')}`,
  name: `${pick(NAMES, i)} ${i % 5}`,
  members: (i * i) % 17,
  createdAt: 1_700_000_000_000 + (i % 23) * 86_400_000,
  status: pick(['normal', 'normal', 'muted', 'dismissed', 'normal', 'gone', 'normal'] as const, i),
  standing: pick(['good', 'good', 'good', 'suspended', 'dismissed', 'under_review', 'good'] as const, i * 3),
  ownerId: i % 6 === 0 ? '' : `owner${i % 9}`,
  openCases: i % 8 === 0 ? 1 : 0,
  category: i % 3 === 0 ? pick(['games', 'trade'], i) : null,
  tags: TAGS.filter((_tag, n) => (i >> n) % 3 === 0),
}))

beforeAll(async () => {
  world = await testWorld()
  const { prisma } = world.env.db
  await prisma.groupExtension.createMany({
    data: rows.map(({ groupId, standing, category, tags }) => ({ groupId, standing, category, tags })),
  })
  await prisma.groupIndex.createMany({
    data: rows.map(({ groupId, name, ownerId, members, status, createdAt }) => ({
      groupId,
      name,
      ownerId,
      memberCount: members,
      status: status === 'gone' ? 'normal' : status,
      goneAt: status === 'gone' ? new Date() : null,
      createdAt: new Date(createdAt),
      readAt: new Date(),
    })),
  })
  // Reported after they were indexed: the facts follow.
  await prisma.case.createMany({
    data: rows
      .filter((row) => row.openCases > 0)
      .map(({ groupId }) => ({
        ...{ subjectKind: 'group' as const, subjectKey: groupId, groupId, subjectName: groupId },
        ...{ reason: 'spam', severity: 1, reportsCount: 1 },
      })),
  })
})
afterAll(() => world.close())

const fold = (text: string) => text.normalize('NFKC').toLowerCase()
const isOwnerless = (row: Row) => row.ownerId === '' && row.status !== 'dismissed' && row.status !== 'gone'

/** The same filter, in plain words. */
function matches(row: Row, filter: GroupFilter): boolean {
  const { q, owner, status, standing, category, tags = [], minMembers, maxMembers } = filter
  const { createdFrom, createdTo, openCase, ownerless } = filter
  const shown = row.standing === 'good' && row.openCases > 0 ? 'under_review' : row.standing
  return (
    (!q || row.groupId === q || fold(row.name).includes(fold(q))) &&
    (!owner || row.ownerId === owner) &&
    (status === undefined || row.status === status) &&
    (standing === undefined || shown === standing) &&
    (category === undefined || row.category === category) &&
    tags.every((tag) => row.tags.includes(tag)) &&
    row.members >= (minMembers ?? 0) &&
    row.members <= (maxMembers ?? Number.POSITIVE_INFINITY) &&
    row.createdAt >= (createdFrom ?? 0) &&
    row.createdAt <= (createdTo ?? Number.POSITIVE_INFINITY) &&
    (openCase === undefined || row.openCases > 0 === openCase) &&
    (ownerless === undefined || isOwnerless(row) === ownerless)
  )
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

function sorted(of: readonly Row[], sort: GroupFilter['sort']): Row[] {
  const value = (a: Row, b: Row) => {
    if (sort === 'members' || sort === 'fewest') return a.members - b.members
    if (sort === 'newest' || sort === 'oldest') return a.createdAt - b.createdAt
    return byBytes(fold(a.name), fold(b.name))
  }
  const descending = sort === 'members' || sort === 'newest' || sort === 'name_desc'
  return of.toSorted((a, b) => (value(a, b) || byBytes(a.groupId, b.groupId)) * (descending ? -1 : 1))
}

async function wholeList(filter: GroupFilter, limit: number): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const input = groupListInput.parse({ ...filter, limit, cursor })
    const page: Awaited<ReturnType<typeof listGroups>> = await listGroups(world.env.db, input, 'admin')
    ids.push(...page.items.map((item) => item.groupId))
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}

const maybe = <const T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 })
const day = (n: number) => 1_700_000_000_000 + n * 86_400_000

const filters = fc.record({
  q: maybe(
    'READERS',
    'r',
    '读书',
    '书',
    '%',
    'a_b',
    'full width',
    'читатели',
    'نادي',
    'nothing',
    rows[3]?.groupId ?? '',
  ),
  owner: maybe('owner1', 'owner4', 'owner99'),
  status: maybe('normal', 'muted', 'dismissed', 'gone', 'banned'),
  standing: maybe('good', 'under_review', 'suspended', 'dismissed'),
  category: maybe('games', 'trade', 'other'),
  tags: maybe(
    SPAM,
    'watch,vip',
    `vip,watch,${SPAM}`,
    `watch,${SAME_KEY}`,
    `${SPAM},${SAME_KEY}`,
    'other',
  ).map((tags) => tags?.split(',')),
  minMembers: maybe(1, 5),
  maxMembers: maybe(0, 9, 16),
  createdFrom: maybe(day(3), day(20)),
  createdTo: maybe(day(4), day(21)),
  openCase: maybe(true, false),
  ownerless: maybe(true, false),
  sort: fc.constantFrom(...GROUP_SORTS),
})

test('the pages of a list make up what matches, in order, each once; and that is counted', async () => {
  await fc.assert(
    fc.asyncProperty(filters, fc.constantFrom(7, 50), async (filter, limit) => {
      const expected = sorted(
        rows.filter((row) => matches(row, filter)),
        filter.sort,
      ).map((row) => row.groupId)
      expect(await wholeList(filter, limit)).toEqual(expected)
      expect(await countGroups(world.env.db, filter, 'admin')).toEqual({
        count: expected.length,
        more: false,
      })
    }),
    { numRuns: 100 },
  )
}, 90_000)

test('two tags with one key are two tags', async () => {
  const { prisma } = world.env.db
  const keys = await prisma.$queryRaw`SELECT tag_keys(ARRAY[${SPAM}]) = tag_keys(ARRAY[${SAME_KEY}]) AS same`
  expect(keys).toEqual([{ same: true }])
  for (const q of [undefined, 'r']) {
    const filter = { tags: ['vip', SAME_KEY], q, sort: 'newest' as const }
    expect(await wholeList(filter, 50)).toEqual([])
    expect(await countGroups(world.env.db, filter, 'admin')).toEqual({ count: 0, more: false })
  }
})

test.each(GROUP_SORTS)('the whole list by %s', async (sort) => {
  expect(await wholeList({ sort }, 37)).toEqual(sorted(rows, sort).map((row) => row.groupId))
})

test('filters follow what changes: standing, category, tags, cases, owner', async () => {
  const { prisma } = world.env.db
  const row = rows.find(
    (r) => r.status === 'normal' && r.standing === 'good' && r.openCases === 0 && r.ownerId !== '',
  )
  const groupId = row?.groupId ?? ''
  const has = async (filter: object) =>
    (await listGroups(world.env.db, groupListInput.parse({ ...filter, q: groupId }), 'admin')).items
      .length === 1
  await prisma.groupExtension.update({
    where: { groupId },
    data: { standing: 'suspended', category: 'moved', tags: ['new'], protected: true },
  })
  expect(await has({ standing: 'suspended', category: 'moved', tags: ['new'] })).toBe(true)
  expect(await has({ tags: row?.tags[0] ?? SPAM })).toBe(false)
  const item = async () =>
    (await listGroups(world.env.db, groupListInput.parse({ q: groupId }), 'admin')).items[0]
  expect(await item()).toMatchObject({ protected: true })
  await prisma.groupExtension.update({ where: { groupId }, data: { protected: false, tags: ['new', 'b'] } })
  expect(await item()).toMatchObject({ protected: false })
  expect(await has({ tags: ['new', 'b'] })).toBe(true)
  expect(await has({ tags: ['new', 'c'] })).toBe(false)
  await prisma.groupExtension.update({
    where: { groupId },
    data: { standing: 'good', category: null, tags: [] },
  })
  expect(await has({ category: 'moved' })).toBe(false)
  expect(await has({ tags: ['new'] })).toBe(false)
  const opened = await prisma.case.create({
    data: {
      ...{ subjectKind: 'group', subjectKey: groupId, groupId, subjectName: groupId },
      ...{ reason: 'spam', severity: 1, reportsCount: 1 },
    },
  })
  expect(await has({ openCase: true, standing: 'under_review' })).toBe(true)
  await prisma.case.update({
    where: { id: opened.id },
    data: { state: 'closed', outcome: 'dismissed', closedAt: new Date() },
  })
  expect(await has({ openCase: true })).toBe(false)
  await prisma.groupIndex.update({ where: { groupId }, data: { ownerId: '' } })
  expect(await has({ ownerless: true })).toBe(true)
  await prisma.groupIndex.update({ where: { groupId }, data: { ownerId: row?.ownerId ?? '' } })
  await prisma.groupExtension.update({
    where: { groupId },
    data: { category: row?.category ?? null, tags: row?.tags ?? [] },
  })
})
