import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlreadyDismissed, isNotFound } from './errors'
import { failureOf } from './test-failure-of'
import { op, targets, until, World } from './test-world'

describe.each(targets)('groups, against OpenIM as %s', (quirks) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(quirks)
  })
  afterAll(() => world.close())

  test('are read as they are', async () => {
    const { groupId, owner } = await world.community()
    expect(await world.openim.groups.byId(groupId, op)).toMatchObject({
      id: groupId,
      name: 'Study <circle> & 学习',
      ownerId: owner,
      memberCount: 3,
      status: 'normal',
    })
    expect(await world.openim.groups.byId('nothing', op)).toBeNull()
    expect((await world.openim.groups.byIds([groupId, 'nothing'], op)).map((group) => group.id)).toEqual([
      groupId,
    ])
    expect((await world.openim.groups.page(1, 5, op)).groups.map((group) => group.id)).toContain(groupId)
    expect((await world.openim.groups.joinedBy(owner, op)).map((group) => group.id)).toEqual([groupId])
  })

  test('are muted and unmuted', async () => {
    const { groupId } = await world.community()
    await world.openim.groups.mute(groupId, op)
    expect((await world.openim.groups.byId(groupId, op))?.status).toBe('muted')
    await world.openim.groups.unmute(groupId, op)
    expect((await world.openim.groups.byId(groupId, op))?.status).toBe('normal')
    expect(isNotFound(await failureOf(world.openim.groups.mute(world.fresh('g'), op)))).toBe(true)
  })

  test('change what is given and nothing else', async () => {
    const { groupId } = await world.community()
    await world.openim.groups.setInfo(groupId, { introduction: 'about us', announcement: 'hello' }, op)
    await world.openim.groups.setInfo(groupId, { announcement: '' }, op)
    expect(await world.openim.groups.byId(groupId, op)).toMatchObject({
      name: 'Study <circle> & 学习',
      introduction: 'about us',
      announcement: '',
    })
  })

  test('lose everybody by themselves once dismissed, and cannot be dismissed again', async () => {
    const { groupId } = await world.community()
    await world.openim.groups.dismiss(groupId, op)
    expect(isAlreadyDismissed(await failureOf(world.openim.groups.dismiss(groupId, op)))).toBe(true)
    await until(async () => (await world.openim.groups.members.ids(groupId, op)).length === 0)
    expect(await world.openim.groups.byId(groupId, op)).toMatchObject({
      status: 'dismissed',
      ownerId: null,
      memberCount: 0,
    })
    expect(isNotFound(await failureOf(world.openim.groups.dismiss(groupId, op)))).toBe(true)
    expect(await world.openim.groups.members.all(groupId, op)).toEqual([])
    expect(await world.openim.groups.owners(groupId, op)).toEqual([])
  })
})
