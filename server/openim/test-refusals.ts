import type { Openim } from './client'
import { groupConversationId } from './conversation-id'
import type { Fixture } from './test-fixture'
import { op } from './test-world'

type Ask = (o: Openim, f: Fixture) => Promise<unknown>

/** OpenIM's no, by its code; where it has none that an admin can meet, ours before anything is sent. */
export interface Refusal {
  ask: Ask
  /** OpenIM's code, or `us`. */
  by: number | 'us'
}

const us = (ask: Ask): Refusal => ({ by: 'us', ask })
const openim = (by: number, ask: Ask): Refusal => ({ by, ask })

const over = { start: 2, end: 1 }
const noSize = { page: 1, size: 0 }

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _item of items);
}

const people: Record<string, Refusal> = {
  'auth.parseToken': openim(1503, (o) => o.auth.parseToken('no-token', op)),
  'auth.userToken': openim(1004, (o, f) => o.auth.userToken(f.noUser, 5, op)),
  'auth.forceLogout': us((o) => o.auth.forceLogout('', 5, op)),
  'auth.forceLogoutEverywhere': us((o) => o.auth.forceLogoutEverywhere('', op)),
  'users.info': us((o) => o.users.info([''], op)),
  'users.page': us((o) => o.users.page(0, 20, op)),
  'users.search': us((o) => o.users.search('', 1, 20, op)),
  'users.update': openim(1004, (o, f) => o.users.update(f.noUser, { nickname: 'x' }, op)),
  'users.check': us((o) => o.users.check([''], op)),
  'users.register': openim(1102, (o, f) =>
    o.users.register(
      [f.noUser, f.guest].map((id) => ({ id, nickname: 'x' })),
      op,
    ),
  ),
  'online.status': us((o) => o.online.status([''], op)),
  'notificationAccounts.add': openim(1001, (o, f) =>
    o.notificationAccounts.add({ id: f.guest, nickname: 'x' }, op),
  ),
  'notificationAccounts.update': openim(1001, (o, f) =>
    o.notificationAccounts.update(f.noUser, { nickname: 'x' }, op),
  ),
  'notificationAccounts.search': us((o) => o.notificationAccounts.search(noSize, op)),
}

const chats: Record<string, Refusal> = {
  'conversations.byIds': us((o, f) => o.conversations.byIds('', [f.conversationId], op)),
  'conversations.byId': us((o, f) => o.conversations.byId('', f.conversationId, op)),
  'conversations.pinnedIds': us((o) => o.conversations.pinnedIds('', op)),
  'conversations.set': us((o, f) => o.conversations.set('', { groupId: f.groupId }, { pinned: true }, op)),
  'joinRequests.toGroups': us((o) => o.joinRequests.toGroups([], { page: 1, size: 5 }, op)),
  'joinRequests.ofUser': us((o, f) => o.joinRequests.ofUser(f.guest, noSize, op)),
  'joinRequests.respond': openim(1004, (o, f) =>
    o.joinRequests.respond({ groupId: f.groupId, userId: f.guest }, { state: 'accepted' }, op),
  ),
  'joinRequests.apply': openim(1001, (o, f) =>
    o.joinRequests.apply(f.groupId, f.member, { joinSource: 3 }, op),
  ),
  'broadcast.toPeople': openim(1002, (o, f) => {
    const body = { kind: 'announcement', title: 'x', text: 'y' } as const
    return o.broadcast.toPeople({ id: f.member, nickname: 'x' }, [f.guest], body, {}, op)
  }),
  'statistics.newUsers': us((o) => o.statistics.newUsers(over, op)),
  'statistics.newGroups': us((o) => o.statistics.newGroups(over, op)),
  'statistics.activeUsers': us((o) => o.statistics.activeUsers(over, { count: 1, groupMessages: true }, op)),
  'statistics.activeGroups': us((o) => o.statistics.activeGroups(over, { count: 1 }, op)),
}

const groups: Record<string, Refusal> = {
  'groups.page': us((o) => o.groups.page(1, 0, op)),
  'groups.all': us((o) => drain(o.groups.all({ operationId: '' }))),
  'groups.search': us((o) => o.groups.search('x', 0, 1, op)),
  'groups.byIds': us((o) => o.groups.byIds([''], op)),
  'groups.byId': us((o) => o.groups.byId('', op)),
  'groups.joinedPage': us((o) => o.groups.joinedPage('', 1, 20, op)),
  'groups.joinedBy': us((o) => o.groups.joinedBy('', op)),
  'groups.create': openim(1202, (o, f) =>
    o.groups.create({ id: f.groupId, name: 'x', ownerId: f.guest }, op),
  ),
  'groups.setInfo': openim(1004, (o, f) => o.groups.setInfo(f.noGroup, { name: 'x' }, op)),
  'groups.dismiss': openim(1004, (o, f) => o.groups.dismiss(f.noGroup, op)),
  'groups.mute': openim(1004, (o, f) => o.groups.mute(f.noGroup, op)),
  'groups.unmute': openim(1004, (o, f) => o.groups.unmute(f.noGroup, op)),
  'groups.owners': us((o) => o.groups.owners('', op)),
  'groups.leaders': us((o) => o.groups.leaders('', op)),
  'groups.members.ids': us((o) => o.groups.members.ids('', op)),
  'groups.members.details': us((o, f) => o.groups.members.details(f.groupId, [''], op)),
  'groups.members.page': us((o, f) => o.groups.members.page(f.groupId, 1, 0, op)),
  'groups.members.all': us((o) => o.groups.members.all('', op)),
  'groups.muteMember': openim(1004, (o, f) => o.groups.muteMember(f.groupId, f.guest, 60, op)),
  'groups.unmuteMember': openim(1004, (o, f) => o.groups.unmuteMember(f.groupId, f.guest, op)),
  'groups.invite': openim(1004, (o, f) => o.groups.invite(f.groupId, [f.noUser], {}, op)),
  'groups.inviteAll': us((o) => o.groups.inviteAll('', ['x'], {}, op)),
  'groups.kick': openim(1001, (o, f) => o.groups.kick(f.groupId, [f.owner], {}, op)),
  'groups.quit': openim(1002, (o, f) => o.groups.quit(f.groupId, f.owner, op)),
  'groups.transfer': openim(1001, (o, f) => o.groups.transfer(f.groupId, f.owner, f.guest, op)),
  'groups.transferOwner': us((o) => o.groups.transferOwner('', 'x', op)),
  'groups.setMember': openim(1001, (o, f) => o.groups.setMember(f.groupId, f.guest, { nickname: 'x' }, op)),
  'groups.setMembers': us((o, f) => o.groups.setMembers(f.groupId, [], op)),
}

const messages: Record<string, Refusal> = {
  'messages.pull': us((o, f) => o.messages.pull(f.owner, f.conversationId, 5, 4, op)),
  'messages.maxSeq': us((o, f) => o.messages.maxSeq(f.owner, [], op)),
  'messages.around': us((o, f) => o.messages.around(f.owner, f.conversationId, 1, 9_999, op)),
  'messages.newestAs': us((o, f) => o.messages.newestAs('', f.groupId, 1, op)),
  'messages.search': us((o) => o.messages.search({ page: 1, size: 1 }, op)),
  'messages.sentBy': us((o, f) =>
    drain(o.messages.sentBy(f.owner, { start: 1, end: 2 }, {}, { operationId: '' })),
  ),
  'messages.newestOfGroup': us((o, f) => o.messages.newestOfGroup(f.groupId, 1, { operationId: '' })),
  'messages.latest': us((o) => o.messages.latest('', 1, {}, op)),
  'messages.findByClientMsgId': us((o) =>
    o.messages.findByClientMsgId({ conversationId: 'si_a_b', clientMsgId: 'x' }, op),
  ),
  'messages.send': openim(1203, (o, f) => {
    const text = { contentType: 101, content: { content: 'hi' } }
    return o.messages.send({ senderId: f.guest, to: { groupId: f.groupId }, ...text }, op)
  }),
  'messages.sendState': us((o) => o.messages.sendState({ operationId: '' })),
  'messages.revoke': openim(1004, (o, f) => o.messages.revoke(f.conversationId, 999_999, op)),
  'messages.deleteForAll': openim(1004, (o, f) =>
    o.messages.deleteForAll(groupConversationId(f.noGroup), [1], { tellAs: f.owner }, op),
  ),
}

/** For every function of the client that throws what it meets: how it is refused. */
export const refusals: Readonly<Record<string, Refusal>> = { ...people, ...chats, ...groups, ...messages }
