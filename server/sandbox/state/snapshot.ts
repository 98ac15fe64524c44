import type {
  Black,
  Conversation,
  Friend,
  FriendRequest,
  Group,
  JoinRequest,
  Member,
  Message,
  StoredToken,
  User,
  UserCommand,
} from './model'
import type { Store } from './store'

/** One row of a saved state: its kind and itself. */
export type SavedRow =
  | ['user', User]
  | ['group', Group]
  | ['member', Member]
  | ['request', JoinRequest]
  | ['black', Black]
  | ['friend', Friend]
  | ['friendRequest', FriendRequest]
  | ['conversation', Conversation]
  | ['read', { userID: string; conversationID: string; seq: number }]
  | ['config', { userID: string; key: string; value: string }]
  | ['command', UserCommand]
  | ['file', { name: string; data: string }]
  | ['token', StoredToken]
  | ['stream', { conversationID: string; minSeq: number }]
  | ['message', Message]
  | ['undelivered', Message]
  | ['awaitingPurge', string]
  | ['note', { key: string; value: number }]

/** Every row of a store. Messages come in the order in which they were stored, which search_msg depends on. */
export function* savedRows(store: Store): Iterable<SavedRow> {
  for (const row of store.users.values()) yield ['user', row]
  for (const row of store.groups.values()) yield ['group', row]
  for (const row of store.allMembers()) yield ['member', row]
  for (const [, , row] of store.requests.entries()) yield ['request', row]
  for (const [, , row] of store.blacks.entries()) yield ['black', row]
  for (const [, , row] of store.friends.entries()) yield ['friend', row]
  for (const [, , row] of store.friendRequests.entries()) yield ['friendRequest', row]
  for (const [, , row] of store.conversations.entries()) yield ['conversation', row]
  for (const [userID, conversationID, seq] of store.readSeqs.entries())
    yield ['read', { userID, conversationID, seq }]
  for (const [userID, key, value] of store.clientConfigs.entries()) yield ['config', { userID, key, value }]
  for (const row of store.commands.values()) yield ['command', row]
  for (const [name, data] of store.configs) yield ['file', { name, data }]
  for (const row of store.tokens.all()) yield ['token', row]
  for (const row of store.streams.inStoredOrder()) yield ['message', row]
  for (const { conversationID, minSeq } of store.streams.all()) yield ['stream', { conversationID, minSeq }]
  for (const row of store.undelivered) yield ['undelivered', row]
  for (const groupID of store.awaitingPurge) yield ['awaitingPurge', groupID]
  for (const [key, value] of store.notes) yield ['note', { key, value }]
}

/** Puts a saved row back. Messages under way when the state was saved are delivered at once. */
export function restoreRow(store: Store, saved: SavedRow): void {
  const [kind, row] = saved
  switch (kind) {
    case 'user':
      store.users.set(row.userID, row)
      return
    case 'group':
      store.addGroup(row)
      return
    case 'member':
      store.addMember(row)
      return
    case 'request':
      store.requests.set(row.groupID, row.userID, row)
      return
    case 'black':
      store.blacks.set(row.ownerUserID, row.blackUserID, row)
      return
    case 'friend':
      store.friends.set(row.ownerUserID, row.friendUserID, row)
      return
    case 'friendRequest':
      store.friendRequests.set(row.toUserID, row.fromUserID, row)
      return
    case 'conversation':
      store.conversations.set(row.ownerUserID, row.conversationID, row)
      return
    case 'command':
      store.commands.set(`${row.userID} ${row.type} ${row.uuid}`, row)
      return
    default:
      restoreRest(store, saved)
  }
}

function restoreRest(store: Store, saved: SavedRow): void {
  const [kind, row] = saved
  switch (kind) {
    case 'read':
      store.readSeqs.set(row.userID, row.conversationID, row.seq)
      return
    case 'config':
      store.clientConfigs.set(row.userID, row.key, row.value)
      return
    case 'file':
      store.configs.set(row.name, row.data)
      return
    case 'token':
      store.tokens.restore(row)
      return
    case 'message':
      store.streams.restore(row)
      return
    case 'stream':
      store.streams.open(row.conversationID).minSeq = row.minSeq
      return
    case 'undelivered':
      store.undelivered.add(row)
      return
    case 'awaitingPurge':
      store.awaitingPurge.add(row)
      return
    case 'note':
      store.notes.set(row.key, row.value)
  }
}
