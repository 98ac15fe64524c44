import { expect } from 'vitest'
import type { Openim } from './client'
import { type Check, groupSuccesses, isIn, whateverItSays } from './test-group-successes'
import { op, until } from './test-world'

const soon = () => ({ start: Date.now() - 86_400_000, end: Date.now() + 86_400_000 })

const profile = async (o: Openim, id: string) => (await o.users.info([id], op))[0]
const people: Record<string, Check> = {
  probe: async (o) => expect((await o.probe({}, op)).version).not.toBe('unknown'),
  'auth.parseToken': async (o, f) => {
    const { token } = await o.auth.userToken(f.guest, 5, op)
    expect(await o.auth.parseToken(token, op)).toMatchObject({ userId: f.guest, platformId: 5 })
  },
  'auth.userToken': async (o, f) =>
    expect((await o.auth.userToken(f.guest, 1, op)).expiresAt).toBeGreaterThan(Date.now()),
  'auth.forceLogout': async (o, f) => {
    const { token } = await o.auth.userToken(f.guest, 2, op)
    await o.auth.forceLogout(f.guest, 2, op)
    await expect(o.auth.parseToken(token, op)).rejects.toMatchObject({ code: 1506 })
  },
  'auth.forceLogoutEverywhere': async (o, f) => {
    const tokens = []
    for (const platform of [1, 2, 3, 4, 5, 6, 7, 8, 9] as const)
      tokens.push((await o.auth.userToken(f.guest, platform, op)).token)
    await o.auth.forceLogoutEverywhere(f.guest, op)
    for (const token of tokens)
      await expect(o.auth.parseToken(token, op)).rejects.toMatchObject({ code: 1506 })
  },
  'users.info': async (o, f) => expect(await profile(o, f.guest)).toMatchObject({ id: f.guest }),
  'users.page': async (o) => expect((await o.users.page(1, 5, op)).users).toHaveLength(5),
  'users.search': async (o, f) =>
    expect((await o.users.search(f.guest, 1, 5, op)).users).toMatchObject([{ id: f.guest }]),
  'users.update': async (o, f) => {
    await o.users.update(f.guest, { nickname: 'Renamed' }, op)
    expect(await profile(o, f.guest)).toMatchObject({ nickname: 'Renamed' })
  },
  'users.check': async (o, f) =>
    expect(await o.users.check([f.guest, f.noUser], op)).toEqual(new Set([f.guest])),
  'users.register': async (o, f) => {
    await o.users.register([{ id: f.noUser, nickname: 'New' }], op)
    expect(await profile(o, f.noUser)).toMatchObject({ nickname: 'New' })
  },
  'users.importAll': async (o, f) => {
    const rows = [f.noUser, f.guest].map((id) => ({ id, nickname: 'x' }))
    expect(await o.users.importAll(rows, op)).toMatchObject([{ result: 'registered' }, { result: 'existed' }])
  },
  'online.status': async (o, f) =>
    expect(await o.online.status([f.guest], op)).toEqual([{ userId: f.guest, online: false, platforms: [] }]),
  'notificationAccounts.add': async (o, f) => {
    const account = { id: f.noUser, nickname: 'News' }
    expect(await o.notificationAccounts.add(account, op)).toMatchObject({ ...account, appLevel: 3 })
  },
  'notificationAccounts.update': async (o, f) => {
    await o.notificationAccounts.update(f.account, { faceUrl: 'https://x/y.png' }, op)
    expect(await profile(o, f.account)).toMatchObject({ faceUrl: 'https://x/y.png' })
  },
  'notificationAccounts.search': async (o, f) =>
    expect(await o.notificationAccounts.search({ keyword: f.account, page: 1, size: 5 }, op)).toMatchObject({
      total: 1,
      accounts: [{ id: f.account }],
    }),
}

const chats: Record<string, Check> = {
  'conversations.byIds': async (o, f) =>
    expect(await o.conversations.byIds(f.owner, [f.conversationId], op)).toMatchObject([
      { id: f.conversationId },
    ]),
  'conversations.byId': async (o, f) =>
    expect(await o.conversations.byId(f.owner, f.conversationId, op)).toMatchObject({ groupId: f.groupId }),
  'conversations.pinnedIds': async (o, f) => expect(await o.conversations.pinnedIds(f.owner, op)).toEqual([]),
  'conversations.set': async (o, f) => {
    await o.conversations.set(f.owner, { groupId: f.groupId }, { pinned: true }, op)
    expect(await o.conversations.pinnedIds(f.owner, op)).toEqual([f.conversationId])
  },
  'joinRequests.toGroups': async (o, f) =>
    expect(await o.joinRequests.toGroups([f.groupId], { page: 1, size: 5 }, op)).toMatchObject({
      total: 1,
      requests: [{ userId: f.applicant, state: 'pending' }],
    }),
  'joinRequests.ofUser': async (o, f) =>
    expect((await o.joinRequests.ofUser(f.applicant, { page: 1, size: 5 }, op)).requests).toMatchObject([
      { groupId: f.groupId },
    ]),
  'joinRequests.respond': async (o, f) => {
    const application = { groupId: f.groupId, userId: f.applicant }
    await whateverItSays(o.joinRequests.respond(application, { state: 'accepted' }, op))
    expect(await isIn(o, f, f.applicant)).toBe(true)
  },
  'joinRequests.apply': async (o, f) => {
    await o.joinRequests.apply(f.groupId, f.guest, { joinSource: 4, message: 'please' }, op)
    expect((await o.joinRequests.ofUser(f.guest, { page: 1, size: 5 }, op)).requests).toMatchObject([
      { message: 'please' },
    ])
  },
  'broadcast.toPeople': async (o, f) => {
    const sender = { id: f.account, nickname: 'News' }
    const body = { kind: 'announcement', title: 'Tonight', text: 'maintenance' } as const
    expect(await o.broadcast.toPeople(sender, [f.guest], body, {}, op)).toMatchObject({
      sent: [{ userId: f.guest }],
      failed: [],
    })
  },
  'statistics.newUsers': async (o) =>
    expect((await o.statistics.newUsers(soon(), op)).total).toBeGreaterThan(3),
  'statistics.newGroups': async (o) =>
    expect((await o.statistics.newGroups(soon(), op)).total).toBeGreaterThan(0),
  'statistics.activeUsers': async (o) =>
    expect(
      (await o.statistics.activeUsers(soon(), { count: 5, groupMessages: true }, op)).messages,
    ).toBeGreaterThan(0),
  'statistics.activeGroups': async (o) =>
    expect((await o.statistics.activeGroups(soon(), { count: 5 }, op)).messages).toBeGreaterThan(0),
}

const messages: Record<string, Check> = {
  'messages.pull': async (o, f) => {
    const { seq } = f.message
    const [pulled] = await o.messages.pull(f.owner, f.conversationId, seq, seq, op)
    expect(pulled).toMatchObject({ seq, senderId: f.writer, content: f.message.content })
  },
  'messages.maxSeq': async (o, f) => {
    const seqs = await o.messages.maxSeq(f.owner, [f.conversationId], op)
    expect(seqs.get(f.conversationId)).toBeGreaterThanOrEqual(f.message.seq)
  },
  'messages.around': async (o, f) => {
    const found = await o.messages.around(f.owner, f.conversationId, f.message.seq, 2, op)
    expect(found.map((one) => one.seq)).toContain(f.message.seq)
  },
  'messages.newestAs': async (o, f) =>
    expect(await o.messages.newestAs(f.owner, f.groupId, 1, op)).toHaveLength(1),
  'messages.search': async (o, f) =>
    expect(
      await o.messages.search(
        { recvId: f.groupId, sendId: f.writer, contentType: 101, page: 1, size: 5 },
        op,
      ),
    ).toMatchObject({ total: 1, messages: [{ seq: f.message.seq }] }),
  'messages.newestOfGroup': async (o, f) =>
    expect(await o.messages.newestOfGroup(f.groupId, 1, op)).toHaveLength(1),
  'messages.latest': async (o, f) =>
    expect((await o.messages.latest(f.groupId, 5, {}, op)).map((one) => one.seq)).toContain(f.message.seq),
  'messages.findByClientMsgId': async (o, f) => {
    const { clientMsgId } = f.message
    const place = { conversationId: f.conversationId, clientMsgId }
    expect((await o.messages.findByClientMsgId(place, op)).message).toMatchObject({ clientMsgId })
  },
  'messages.send': async (o, f) => {
    const text = { contentType: 101, content: { content: 'hi' } }
    const sent = await o.messages.send({ senderId: f.owner, to: { groupId: f.groupId }, ...text }, op)
    expect(sent.serverMsgId).toBeTruthy()
  },
  'messages.sentBy': async (o, f) => {
    const found = []
    for await (const one of o.messages.sentBy(f.writer, soon(), { groupId: f.groupId }, op))
      found.push(one.seq)
    expect(found).toEqual([f.message.seq])
  },
  'messages.sendState': async (o, f) => {
    const mine = { operationId: f.noUser }
    const text = { contentType: 101, content: { content: 'hi' } }
    expect(await o.messages.sendState(mine)).toBe('unknown')
    await o.messages.send({ senderId: f.owner, to: { groupId: f.groupId }, ...text }, mine)
    expect(await o.messages.sendState(mine)).toBe('sent')
  },
  'messages.revoke': async (o, f) => {
    const { seq } = f.message
    await o.messages.revoke(f.conversationId, seq, op)
    expect(await o.messages.pull(f.owner, f.conversationId, seq, seq, op)).toMatchObject([{ revoked: true }])
  },
  'messages.deleteForAll': async (o, f) => {
    const { seq } = f.message
    await o.messages.deleteForAll(f.conversationId, [seq], {}, op)
    await until(async () => {
      const [pulled] = await o.messages.pull(f.owner, f.conversationId, seq, seq, op)
      return pulled?.deleted === true
    })
  },
}

/** For every function of the client: it does what it is for. */
export const successes: Readonly<Record<string, Check>> = {
  ...people,
  ...chats,
  ...groupSuccesses,
  ...messages,
}
