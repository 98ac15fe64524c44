import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isNotFound } from './errors'
import { failureOf } from './test-failure-of'
import { op, targets, World } from './test-world'

const all = { page: 1, size: 20 }
const byCode = { joinSource: 4 } as const

describe.each(targets)('applications to join, against OpenIM as %s', (target) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(target)
  })
  afterAll(() => world.close())

  const isIn = async (groupId: string, userId: string) =>
    (await world.openim.groups.members.ids(groupId, op)).includes(userId)

  /** The released line answers 1001 to a yes that took effect. */
  async function accept(groupId: string, userId: string) {
    const answer = { state: 'accepted' } as const
    const asked = world.openim.joinRequests.respond({ groupId, userId }, answer, op)
    if (target === 'patch.16') expect(await failureOf(asked)).toMatchObject({ code: 1001 })
    else await asked.catch(() => undefined)
  }

  test('are made, listed, accepted and refused', async () => {
    const { joinRequests } = world.openim
    const { groupId } = await world.community()
    const [a = '', b = ''] = await world.people(2)
    await joinRequests.apply(groupId, a, { ...byCode, message: 'let me in' }, op)
    await joinRequests.apply(groupId, b, byCode, op)
    expect(await isIn(groupId, a)).toBe(false)

    const { requests, total } = await joinRequests.toGroups([groupId], { ...all, states: ['pending'] }, op)
    expect(total).toBe(2)
    expect(requests.find((request) => request.userId === a)).toMatchObject({
      groupId,
      nickname: `nick ${a}`,
      state: 'pending',
      message: 'let me in',
      joinSource: 4,
    })

    await accept(groupId, a)
    await joinRequests.respond({ groupId, userId: b }, { state: 'refused', message: 'no' }, op)
    expect([await isIn(groupId, a), await isIn(groupId, b)]).toEqual([true, false])
    expect((await joinRequests.ofUser(a, all, op)).requests).toMatchObject([{ groupId, state: 'accepted' }])
    const other = await world.community()
    await joinRequests.apply(other.groupId, a, byCode, op)
    const toOne = { ...all, groupIds: [groupId] }
    expect((await joinRequests.ofUser(a, toOne, op)).requests).toMatchObject([{ groupId, state: 'accepted' }])
    expect(
      (await joinRequests.toGroups([groupId], { ...all, states: ['refused'] }, op)).requests,
    ).toMatchObject([{ userId: b, state: 'refused' }])
    const again = await failureOf(joinRequests.respond({ groupId, userId: b }, { state: 'refused' }, op))
    expect(again.reason).toBe('request_handled')
  })

  test('that nobody made cannot be answered, nor made to a group that is none', async () => {
    const { joinRequests } = world.openim
    const { groupId, owner } = await world.community()
    const [a = ''] = await world.people(1)
    const error = await failureOf(joinRequests.respond({ groupId, userId: a }, { state: 'accepted' }, op))
    expect(isNotFound(error)).toBe(true)
    expect(isNotFound(await failureOf(joinRequests.apply(world.fresh('g'), a, byCode, op)))).toBe(true)
    expect(await failureOf(joinRequests.apply(groupId, owner, byCode, op))).toMatchObject({ code: 1001 })
  })
})
