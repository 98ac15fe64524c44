import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupConversationId, singleConversationId } from './conversation-id'
import { isAlreadyRevoked } from './errors'
import { failureOf } from './test-failure-of'
import { op, targets, until, World } from './test-world'

describe.each(targets)('messages, against OpenIM as %s', (quirks) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(quirks)
  })
  afterAll(() => world.close())

  test('are read by number, around one, and newest first', async () => {
    const { groupId, owner } = await world.community()
    const conversationId = groupConversationId(groupId)
    const said = []
    for (const text of ['one', 'two', 'three', 'four 你好']) said.push(await world.say(groupId, owner, text))
    const [, two, , four] = said
    const end = (await world.openim.messages.maxSeq(owner, [conversationId, 'sg_nothing'], op)).get(
      conversationId,
    )
    expect(end).toBe(four?.seq)

    const around = await world.openim.messages.around(owner, conversationId, two?.seq ?? 0, 1, op)
    expect(around.map((message) => message.content)).toContain('{"content":"two"}')
    expect(around.map((message) => message.seq)).toEqual([1, 2, 3].map((n) => n - 2 + (two?.seq ?? 0)))
    const latest = await world.openim.messages.latest(groupId, 2, {}, op)
    expect(latest.map((message) => message.content)).toEqual([
      '{"content":"three"}',
      '{"content":"four 你好"}',
    ])
    expect(latest[0]).toMatchObject({
      source: 'pull',
      senderId: owner,
      groupId,
      session: 'group',
      conversationId,
    })
    expect(await world.openim.messages.pull('nobody', 'sg_nothing', 1, 10, op)).toEqual([])
  })

  test('are searched, and counted from the end', async () => {
    const { groupId, owner } = await world.community()
    for (const text of ['a', 'b', 'c']) await world.say(groupId, owner, text)
    const filter = { recvId: groupId, contentType: 101, session: 'group' } as const
    const page = await world.openim.messages.search({ ...filter, page: 1, size: 2 }, op)
    expect(page.messages.map((message) => message.content)).toEqual(['{"content":"a"}', '{"content":"b"}'])
    expect(page.total).toBe(3)
    const newest = await world.openim.messages.newestOfGroup(groupId, 2, op)
    expect(newest.map((message) => message.content)).toEqual(['{"content":"b"}', '{"content":"c"}'])
    expect((await world.openim.messages.search({ ...filter, page: 9, size: 2 }, op)).messages).toEqual([])
  })

  test('of a dismissed group are still there', async () => {
    const { groupId, owner } = await world.community()
    await world.say(groupId, owner, 'last words')
    await world.openim.groups.dismiss(groupId, op)
    await until(async () => (await world.openim.groups.members.ids(groupId, op)).length === 0)
    const latest = await world.openim.messages.latest(groupId, 5, {}, op)
    expect(latest).toContainEqual(
      expect.objectContaining({ content: '{"content":"last words"}', source: 'search' }),
    )
    const asFormer = await world.openim.messages.latest(groupId, 5, { asUserId: owner }, op)
    expect(asFormer.map((message) => message.content)).toContain('{"content":"last words"}')
  })

  test('of two people are found by their client id, and only in their own chat', async () => {
    const [me = '', you = '', stranger = ''] = await world.people(3)
    const body = { senderId: me, to: { userId: you }, contentType: 101, content: { content: 'psst' } }
    const { clientMsgId, sentAt } = await world.openim.messages.send(body, op)
    const conversationId = singleConversationId(me, you)
    const place = { conversationId, clientMsgId: clientMsgId ?? '', participantId: you, sentAt }
    await until(async () => (await world.openim.messages.findByClientMsgId(place, op)).message !== null)
    const found = await world.openim.messages.findByClientMsgId(place, op)
    expect(found).toMatchObject({
      searchedAll: true,
      message: { senderId: me, recipientId: you, conversationId },
    })
    const elsewhere = { ...place, conversationId: singleConversationId(me, stranger), participantId: me }
    expect(await world.openim.messages.findByClientMsgId(elsewhere, op)).toEqual({
      message: null,
      searchedAll: true,
    })
  })

  test('are revoked once: hidden from a pull, told by a search', async () => {
    const { groupId, owner } = await world.community()
    const { conversationId, seq, clientMsgId } = await world.say(groupId, owner, 'oops')
    await world.openim.messages.revoke(conversationId, seq, op)
    expect(isAlreadyRevoked(await failureOf(world.openim.messages.revoke(conversationId, seq, op)))).toBe(
      true,
    )
    const [pulled] = await world.openim.messages.pull(owner, conversationId, seq, seq, op)
    expect(pulled).toMatchObject({ seq, revoked: true })
    expect(pulled?.content).not.toContain('oops')
    const { message } = await world.openim.messages.findByClientMsgId({ conversationId, clientMsgId }, op)
    expect(message).toMatchObject({ revoked: true, content: '{"content":"oops"}' })
  })

  test('are deleted for everybody', async () => {
    const { groupId, owner } = await world.community()
    const quiet = await world.say(groupId, owner, 'quiet')
    const told = await world.say(groupId, owner, 'told')
    await world.openim.messages.deleteForAll(quiet.conversationId, [quiet.seq], {}, op)
    await world.openim.messages.deleteForAll(told.conversationId, [told.seq], { tellAs: owner }, op)
    const pulled = await world.openim.messages.pull(owner, quiet.conversationId, quiet.seq, told.seq, op)
    expect(pulled.filter((message) => [quiet.seq, told.seq].includes(message.seq))).toMatchObject([
      { deleted: true, content: '' },
      { deleted: true, content: '' },
    ])
  })
})
