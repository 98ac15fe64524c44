import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { listMembers } from './members'
import { type MemberPage, memberListInput } from './page/schema'

let world: World
let admin: StaffActor
const op = { operationId: 'test' }

beforeAll(async () => {
  world = await testWorld()
  admin = await world.staff('admin')
})
afterAll(() => world.close())

const list = (groupId: string, more: object = {}): Promise<MemberPage> =>
  listMembers(world.env, memberListInput.parse({ groupId, ...more }), admin, 'test')
const idsOf = (page: MemberPage) => page.items.map((member) => member.userId)

test('members come by role, then name, and say when they were read', async () => {
  const { groupId, userIds } = await world.group(6, 2)
  const page = await list(groupId)
  expect(page).toMatchObject({ total: 6, matching: 6, nextCursor: null, overtaken: false })
  expect(idsOf(page)).toEqual(userIds)
  expect(page.items.map((member) => member.role)).toEqual([
    'owner',
    'admin',
    'admin',
    'member',
    'member',
    'member',
  ])
})

describe('looking for somebody', () => {
  test('finds parts of names in any script and case, and of ids', async () => {
    const { groupId, userIds } = await world.group(5, 1)
    const [, , third = '', fourth = ''] = userIds
    await world.env.openim.groups.setMember(groupId, third, { nickname: 'Zoë BERGER' }, op)
    await world.env.openim.groups.setMember(groupId, fourth, { nickname: '李思远' }, op)
    expect(idsOf(await list(groupId, { q: 'berger' }))).toEqual([third])
    expect(idsOf(await list(groupId, { q: '思' }))).toEqual([fourth])
    expect(idsOf(await list(groupId, { q: third.slice(3) }))).toEqual([third])
    expect(idsOf(await list(groupId, { q: '%' }))).toEqual([])
  })

  test('keeps to a role', async () => {
    const { groupId, userIds } = await world.group(5, 2)
    expect(idsOf(await list(groupId, { role: 'owner' }))).toEqual(userIds.slice(0, 1))
    expect(idsOf(await list(groupId, { role: 'admin' }))).toEqual(userIds.slice(1, 3))
    const page = await list(groupId, { role: 'member', q: 'nick' })
    expect(page).toMatchObject({ total: 5, matching: 2 })
  })
})

test('a large group is paged without repeats or holes, and read once for all pages', async () => {
  const { groupId, userIds } = await world.group(1_050, 3)
  const before = world.sandbox.calls.of().length
  const met: string[] = []
  let cursor: string | null = null
  do {
    const page: MemberPage = await list(groupId, { cursor, limit: 200 })
    met.push(...idsOf(page))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(met).toHaveLength(1_050)
  expect(new Set(met)).toEqual(new Set(userIds))
  const reads = world.sandbox.calls.of().slice(before)
  expect(reads.filter(({ route }) => route === '/group/get_group_member_user_id')).toHaveLength(2)
})

test('what an action of ours changed is read again; what happened elsewhere is a moment old', async () => {
  const { groupId, userIds } = await world.group(4)
  const muted = userIds[3] ?? ''
  await list(groupId)
  await world.env.openim.groups.muteMember(groupId, muted, 3_600, op)
  expect((await list(groupId)).items.find(({ userId }) => userId === muted)?.mutedUntil).toBeNull()
  const until = Date.now() + 7_200_000
  await perform(world, admin, 'member.mute', memberKey(groupId, muted), { until })
  const now = (await list(groupId)).items.find(({ userId }) => userId === muted)
  expect(Math.abs((now?.mutedUntil ?? 0) - until)).toBeLessThan(5_000)
})

test('who came or left meanwhile is noticed', async () => {
  const { groupId, userIds } = await world.group(4)
  await list(groupId)
  const gone = userIds[3] ?? ''
  await world.env.openim.groups.kick(groupId, [gone], { sendMessage: false }, op)
  const page = await list(groupId)
  expect(page.total).toBe(3)
  expect(idsOf(page)).not.toContain(gone)
})

test('several who ask at once wait for one read', async () => {
  const { groupId } = await world.group(3)
  const before = world.sandbox.calls.of().length
  const pages = await Promise.all([
    list(groupId),
    list(groupId, { q: 'nick' }),
    list(groupId, { role: 'owner' }),
  ])
  expect(pages.map((page) => page.total)).toEqual([3, 3, 3])
  const reads = world.sandbox.calls.of().slice(before)
  expect(reads.filter(({ route }) => route === '/group/get_group_member_user_id')).toHaveLength(2)
})

describe('a batch on members', () => {
  const members = async (number: number) => {
    const rows = await world.env.db.prisma.batchItem.findMany({ where: { batch: { number } } })
    return rows.map((row) => row.subjectId).sort()
  }
  const until = Date.now() + 3_600_000

  test('has those who match as the group is now, or those who are named', async () => {
    const { groupId, userIds } = await world.group(6, 2)
    const caller = createCaller({ actor: admin, requestId: 'test', env: world.env })
    const prepare = caller.groups.prepareMembersBatch
    const common = { groupId, action: 'member.mute' as const, input: { until } }
    const keys = (ids: readonly string[]) => ids.map((id) => memberKey(groupId, id)).sort()
    const matching = await prepare({ ...common, filter: { role: 'member' } })
    expect(await members(matching.number)).toEqual(keys(userIds.slice(3)))
    const named = await prepare({ ...common, userIds: userIds.slice(1, 3) })
    expect(await members(named.number)).toEqual(keys(userIds.slice(1, 3)))
    await expect(prepare({ ...common, filter: { q: 'nobody is called so' } })).rejects.toMatchObject({
      message: 'nothing_chosen',
    })
    await expect(prepare({ groupId, action: 'group.suspend', input: {}, userIds })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})
