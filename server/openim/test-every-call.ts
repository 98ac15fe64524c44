import type { Openim } from './client'
import { groupConversationId, singleConversationId } from './conversation-id'

/** What a call is about, for tests that make every call. */
export interface Subjects {
  groupId: string
  userId: string
  otherId: string
  seq: number
  text: string
}

type Ask = (openim: Openim, about: Subjects) => Promise<unknown>

const op = { operationId: 'every-call' }
const within = { start: 1_700_000_000_000, end: 1_900_000_000_000 }
const aDay = { start: 1_767_225_600_000, end: 1_767_312_000_000 }
const sandboxPlatform = 5

async function drain(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Every function of the client that asks OpenIM, by its path, with arguments that it accepts. */
export const everyCall: Readonly<Record<string, Ask>> = {
  probe: (o) => o.probe({}, op),

  'auth.parseToken': (o) => o.auth.parseToken('not.a.token', op),
  'auth.userToken': (o, a) => o.auth.userToken(a.userId, sandboxPlatform, op),
  'auth.forceLogout': (o, a) => o.auth.forceLogout(a.userId, sandboxPlatform, op),
  'auth.forceLogoutEverywhere': (o, a) => o.auth.forceLogoutEverywhere(a.userId, op),

  'users.info': (o, a) => o.users.info([a.userId, a.otherId], op),
  'users.page': (o) => o.users.page(1, 20, op),
  'users.search': (o, a) => o.users.search(a.text, 1, 20, op),
  'users.update': (o, a) => o.users.update(a.userId, { nickname: a.text }, op),
  'users.check': (o, a) => o.users.check([a.userId], op),
  'users.register': (o, a) => o.users.register([{ id: a.userId, nickname: a.text }], op),
  'users.importAll': (o, a) => o.users.importAll([{ id: a.userId, nickname: a.text }], op),

  'online.status': (o, a) => o.online.status([a.userId], op),

  'notificationAccounts.add': (o, a) => o.notificationAccounts.add({ id: a.userId, nickname: a.text }, op),
  'notificationAccounts.update': (o, a) => o.notificationAccounts.update(a.userId, { nickname: a.text }, op),
  'notificationAccounts.search': (o, a) =>
    o.notificationAccounts.search({ keyword: a.text, page: 1, size: 20 }, op),

  'conversations.byIds': (o, a) => o.conversations.byIds(a.userId, [groupConversationId(a.groupId)], op),
  'conversations.byId': (o, a) => o.conversations.byId(a.userId, groupConversationId(a.groupId), op),
  'conversations.pinnedIds': (o, a) => o.conversations.pinnedIds(a.userId, op),
  'conversations.set': (o, a) =>
    o.conversations.set(a.userId, { groupId: a.groupId }, { pinned: true, receive: 'silent' }, op),

  'joinRequests.toGroups': (o, a) => o.joinRequests.toGroups([a.groupId], { page: 1, size: 20 }, op),
  'joinRequests.ofUser': (o, a) => o.joinRequests.ofUser(a.userId, { page: 1, size: 20 }, op),
  'joinRequests.respond': (o, { groupId, userId }) =>
    o.joinRequests.respond({ groupId, userId }, { state: 'accepted' }, op),
  'joinRequests.apply': (o, a) =>
    o.joinRequests.apply(a.groupId, a.userId, { joinSource: 4, message: a.text }, op),

  'broadcast.toPeople': (o, a) =>
    o.broadcast.toPeople(
      { id: a.userId, nickname: 'News' },
      [a.otherId],
      { kind: 'text', text: a.text },
      {},
      op,
    ),

  'statistics.newUsers': (o) => o.statistics.newUsers(within, op),
  'statistics.newGroups': (o) => o.statistics.newGroups(within, op),
  'statistics.activeUsers': (o) => o.statistics.activeUsers(within, { count: 20, groupMessages: true }, op),
  'statistics.activeGroups': (o) => o.statistics.activeGroups(within, { count: 20 }, op),

  'groups.page': (o) => o.groups.page(1, 20, op),
  'groups.all': (o) => drain(o.groups.all(op)),
  'groups.search': (o, a) => o.groups.search(a.text, 1, 20, op),
  'groups.byIds': (o, a) => o.groups.byIds([a.groupId], op),
  'groups.byId': (o, a) => o.groups.byId(a.groupId, op),
  'groups.joinedPage': (o, a) => o.groups.joinedPage(a.userId, 1, 20, op),
  'groups.joinedBy': (o, a) => o.groups.joinedBy(a.userId, op),
  'groups.create': (o, a) =>
    o.groups.create({ id: a.groupId, name: a.text, ownerId: a.userId, memberIds: [a.otherId] }, op),
  'groups.setInfo': (o, a) => o.groups.setInfo(a.groupId, { announcement: a.text, name: 'New' }, op),
  'groups.dismiss': (o, a) => o.groups.dismiss(a.groupId, op),
  'groups.mute': (o, a) => o.groups.mute(a.groupId, op),
  'groups.unmute': (o, a) => o.groups.unmute(a.groupId, op),
  'groups.owners': (o, a) => o.groups.owners(a.groupId, op),
  'groups.leaders': (o, a) => o.groups.leaders(a.groupId, op),
  'groups.members.ids': (o, a) => o.groups.members.ids(a.groupId, op),
  'groups.members.details': (o, a) => o.groups.members.details(a.groupId, [a.userId], op),
  'groups.members.page': (o, a) => o.groups.members.page(a.groupId, 1, 20, op),
  'groups.members.all': (o, a) => o.groups.members.all(a.groupId, op),
  'groups.muteMember': (o, a) => o.groups.muteMember(a.groupId, a.userId, 60, op),
  'groups.unmuteMember': (o, a) => o.groups.unmuteMember(a.groupId, a.userId, op),
  'groups.invite': (o, a) => o.groups.invite(a.groupId, [a.userId], {}, op),
  'groups.inviteAll': (o, a) => o.groups.inviteAll(a.groupId, [a.userId, a.otherId], {}, op),
  'groups.kick': (o, a) => o.groups.kick(a.groupId, [a.userId], {}, op),
  'groups.quit': (o, a) => o.groups.quit(a.groupId, a.userId, op),
  'groups.transfer': (o, a) => o.groups.transfer(a.groupId, a.userId, a.otherId, op),
  'groups.transferOwner': (o, a) => o.groups.transferOwner(a.groupId, a.userId, op),
  'groups.setMember': (o, a) => o.groups.setMember(a.groupId, a.userId, { role: 'admin' }, op),
  'groups.setMembers': (o, a) => o.groups.setMembers(a.groupId, [{ userId: a.userId, ex: a.text }], op),

  'messages.pull': (o, a) => o.messages.pull(a.userId, groupConversationId(a.groupId), a.seq, a.seq + 5, op),
  'messages.maxSeq': (o, a) => o.messages.maxSeq(a.userId, [groupConversationId(a.groupId)], op),
  'messages.around': (o, a) => o.messages.around(a.userId, groupConversationId(a.groupId), a.seq, 3, op),
  'messages.newestAs': (o, a) => o.messages.newestAs(a.userId, a.groupId, 5, op),
  'messages.search': (o, a) => o.messages.search({ recvId: a.groupId, page: 1, size: 20 }, op),
  'messages.newestOfGroup': (o, a) => o.messages.newestOfGroup(a.groupId, 5, op),
  'messages.latest': (o, a) => o.messages.latest(a.groupId, 5, {}, op),
  'messages.findByClientMsgId': (o, a) =>
    o.messages.findByClientMsgId(
      {
        conversationId: singleConversationId(a.userId, a.otherId),
        clientMsgId: a.text,
        participantId: a.userId,
      },
      op,
    ),
  'messages.sentBy': (o, a) => drain(o.messages.sentBy(a.userId, aDay, { groupId: a.groupId }, op)),
  'messages.sendState': (o) => o.messages.sendState(op),
  'messages.send': (o, a) =>
    o.messages.send(
      {
        senderId: a.userId,
        to: { groupId: a.groupId },
        contentType: 101,
        content: { content: a.text },
      },
      op,
    ),
  'messages.revoke': (o, a) => o.messages.revoke(groupConversationId(a.groupId), a.seq, op),
  'messages.deleteForAll': (o, a) =>
    o.messages.deleteForAll(groupConversationId(a.groupId), [a.seq], { tellAs: a.userId }, op),
}

/** The functions of a client by their path, without those that ask nobody. */
export function callsOf(client: object, path = ''): string[] {
  return Object.entries(client).flatMap(([name, value]) => {
    if (path === '' && name === 'health') return []
    if (typeof value === 'function') return [`${path}${name}`]
    return typeof value === 'object' && value !== null ? callsOf(value, `${path}${name}.`) : []
  })
}
