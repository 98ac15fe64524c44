import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { perform } from '@/server/testing/actions'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { detailFor } from './case-facts'
import { getGroup } from './get'
import { writeGroups } from './group-index'
import { listGroups } from './list'
import { readLive } from './live'
import { rememberPeople } from './person-index'
import { refreshGroup } from './refresh'
import { type GroupItem, groupListInput } from './schema'
import { sweepGroups } from './sweep'

let world: World
const op = { operationId: 'test' }

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

/** A group with a name, in OpenIM only. */
async function named(name: string): Promise<string> {
  const { userIds } = await world.group(2)
  const [ownerId = ''] = userIds
  return await world.env.openim.groups.create({ name, ownerId }, op)
}

async function list(filter: object): Promise<GroupItem[]> {
  return (await listGroups(world.env.db, groupListInput.parse(filter), 'admin')).items
}
const idsOf = async (filter: object) => (await list(filter)).map((item) => item.groupId)

describe('the index', () => {
  test('meets every group, knows dismissed ones that the list no longer shows, and the owners’ names', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => world.group(3)))
    await sweepGroups(world.env)
    const [first] = made
    const owner = first?.userIds[0] ?? ''
    const before = await getGroup(world.env, first?.groupId ?? '')
    expect(before).toMatchObject({
      members: 3,
      status: 'normal',
      owner: { id: owner, name: `Nick ${owner}` },
    })
    await world.env.openim.groups.dismiss(first?.groupId ?? '', op)
    await expect.poll(() => world.env.openim.groups.members.ids(first?.groupId ?? '', op)).toEqual([])
    await sweepGroups(world.env)
    expect(await getGroup(world.env, first?.groupId ?? '')).toMatchObject({
      status: 'dismissed',
      members: 0,
      owner: null,
    })
    expect(await idsOf({ status: 'dismissed' })).toContain(first?.groupId)
  })

  test('is not overwritten by a read that started earlier and arrives later', async () => {
    const groupId = await named('Newer name')
    const found = await refreshGroup(world.env, groupId)
    if (!found) throw new Error('not found')
    const { group, readAt } = found
    await writeGroups(world.env.db, [{ ...group, name: 'Older name' }], readAt - 1)
    expect((await getGroup(world.env, groupId)).name).toBe('Newer name')
    expect(await writeGroups(world.env.db, [{ ...group, name: 'Newest name' }], readAt + 1)).toEqual([
      groupId,
    ])
    expect(await writeGroups(world.env.db, [{ ...group, name: 'Newest name' }], readAt + 2)).toEqual([])
    await rememberPeople(world.env.db, [{ userId: 'p1', nickname: 'new\0', faceUrl: '' }], 2_000)
    await rememberPeople(world.env.db, [{ userId: 'p1', nickname: 'old', faceUrl: '' }], 1_000)
    const person = await world.env.db.prisma.personIndex.findUnique({ where: { userId: 'p1' } })
    expect(person?.nickname).toBe('new\ufffd')
  })

  test('a group that it has not met is read when it is opened; one that does not exist is not found', async () => {
    const groupId = await named('Never listed')
    expect(await getGroup(world.env, groupId)).toMatchObject({ name: 'Never listed', version: 0, cases: [] })
    await expect(getGroup(world.env, 'none')).rejects.toMatchObject({ code: 'not_found' })
    await expect(readLive(world.env, 'none')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('searching', () => {
  test.each([
    ['a part of a name, in any case', 'STUDY', 'Evening study circle'],
    ['one Chinese character', '棋', '周末围棋俱乐部'],
    ['a Chinese word', '围棋', '周末围棋俱乐部'],
    ['a longer Chinese part', '围棋俱乐', '周末围棋俱乐部'],
    ['a percent sign as it stands', '100%', '100% legal'],
    ['an underscore as it stands', 'a_b', 'a_b'],
    ['a backslash as it stands', 'c\\d', 'c\\d'],
  ])('finds %s', async (_what, q, name) => {
    const [wanted] = await Promise.all([named(name), named('axb'), named('1000 legal'), named('cd')])
    await sweepGroups(world.env)
    const found = await list({ q, limit: 100 })
    expect(found.map((item) => item.groupId)).toContain(wanted)
    expect(new Set(found.map((item) => item.name))).toEqual(new Set([name]))
  })

  test('finds a group by its exact id', async () => {
    const groupId = await named('By id')
    await sweepGroups(world.env)
    expect(await idsOf({ q: groupId })).toEqual([groupId])
  })

  test.each(['members', 'newest', 'oldest'])('pages by %s without repeats or holes', async (sort) => {
    const whole = await idsOf({ sort, limit: 100 })
    const paged: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: GroupItem[]; nextCursor: string | null } = await listGroups(
        world.env.db,
        groupListInput.parse({ sort, limit: 4, cursor }),
        'admin',
      )
      paged.push(...page.items.map((item) => item.groupId))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(paged.slice(0, 100)).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
  })
})

describe('standing', () => {
  test('a reported group is under review, a suspended one suspended, in lists, filters and on its page', async () => {
    const { groupId: reported } = await world.group(2)
    const { groupId: suspended } = await world.group(2)
    const { groupId: good } = await world.group(2)
    await openCase(world, { groupId: reported })
    await openCase(world, { groupId: suspended })
    await perform(world, await world.staff(), 'group.suspend', suspended)
    await sweepGroups(world.env)
    const inStanding = async (standing: string) => await idsOf({ standing, limit: 100 })
    expect(await inStanding('under_review')).toEqual([reported])
    expect(await inStanding('suspended')).toEqual([suspended])
    expect(await inStanding('good')).toContain(good)
    expect(await inStanding('good')).not.toContain(reported)
    expect(await getGroup(world.env, reported)).toMatchObject({ standing: 'under_review', openCases: 1 })
    expect(await getGroup(world.env, suspended)).toMatchObject({ standing: 'suspended', version: 2 })
  })
})

test('a role that may not read cases learns nothing of them from a group', async () => {
  const { groupId } = await world.group(2)
  await openCase(world, { groupId })
  await perform(world, await world.staff(), 'group.suspend', groupId)
  await sweepGroups(world.env)
  const detail = await getGroup(world.env, groupId)
  expect(detail).toMatchObject({ openCases: 1, cases: [{}], ledger: [{ reason: 'because of the test' }] })
  expect(await detailFor(world.env.db, await world.staff('auditor'), detail)).toEqual(detail)
  expect(await detailFor(world.env.db, await world.staff('support'), detail)).toMatchObject({
    openCases: 0,
    cases: [],
    ledger: [{ reason: null, caseNumber: null }],
  })
  const asked = listGroups(world.env.db, groupListInput.parse({ standing: 'under_review' }), 'support')
  await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
  const listed = await listGroups(world.env.db, groupListInput.parse({ q: groupId }), 'support')
  expect(listed.items).toMatchObject([{ openCases: 0, standing: 'suspended' }])
})

describe('what OpenIM has now', () => {
  test('agrees until somebody lifts the mute behind our back', async () => {
    const { groupId, userIds } = await world.group(3)
    await perform(world, await world.staff(), 'group.suspend', groupId)
    expect(await readLive(world.env, groupId)).toMatchObject({
      read: true,
      status: 'muted',
      members: 3,
      ownerId: userIds[0],
      agrees: true,
    })
    await world.env.openim.groups.unmute(groupId, op)
    expect(await readLive(world.env, groupId)).toMatchObject({ read: true, status: 'normal', agrees: false })
  })

  test('cannot be read while OpenIM is away, and says when it last was', async () => {
    const { groupId } = await world.group(2)
    const known = await getGroup(world.env, groupId)
    world.sandbox.setDown(true)
    expect(await readLive(world.env, groupId)).toEqual({ read: false, lastReadAt: known.readAt })
    expect(await getGroup(world.env, groupId)).toMatchObject({ groupId })
    await expect(getGroup(world.env, 'unmet')).rejects.toMatchObject({ code: 'unavailable' })
    world.sandbox.setDown(false)
  })
})
