import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupConversationId, singleConversationId } from './conversation-id'
import { op, targets, until, World } from './test-world'

describe.each(targets)('conversations, against OpenIM as %s', (target) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(target)
  })
  afterAll(() => world.close())

  test('are read by id', async () => {
    const { conversations } = world.openim
    const { groupId, owner } = await world.community()
    await world.say(groupId, owner, 'hello')
    const id = groupConversationId(groupId)
    expect(await conversations.byId(owner, id, op)).toMatchObject({
      ownerId: owner,
      id,
      type: 3,
      groupId,
      userId: null,
      pinned: false,
      receive: 'receive',
      lastSeq: null,
    })
    expect(await conversations.byId(owner, 'sg_nothing', op)).toBeNull()
    expect((await conversations.byIds(owner, ['sg_nothing', id], op)).map((one) => one.id)).toEqual([id])
  })

  test('are pinned and silenced, one thing at a time', async () => {
    const { conversations } = world.openim
    const [me = '', you = ''] = await world.people(2)
    const id = singleConversationId(me, you)
    await conversations.set(me, { userId: you }, { pinned: true }, op)
    await conversations.set(me, { userId: you }, { receive: 'silent' }, op)
    await until(async () => (await conversations.byId(me, id, op))?.receive === 'silent')
    expect(await conversations.byId(me, id, op)).toMatchObject({ pinned: true, userId: you, type: 1 })
    expect(await conversations.pinnedIds(me, op)).toEqual([id])
    await conversations.set(me, { userId: you }, { pinned: false }, op)
    expect(await conversations.pinnedIds(me, op)).toEqual([])
    expect(await conversations.byId(you, id, op)).toBeNull()
  })
})
