import { createHash } from 'node:crypto'
import { shuffled } from '../paging'
import { requireInList, requireMember, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { GROUP_DISMISSED, type Group } from '../state/model'
import type { Difference, Versioned } from '../state/versions'
import { conversationInfo, friendInfo, groupInfo, memberInfo } from '../views'
import { argsError, dismissedAlready, groupNotFound, internal, need, notFound } from '../wire/errors'
import { list, struct, text, uint64 } from '../wire/fields'
import { encodeJson } from '../wire/json-encode'
import { takeOwner } from './membership'

const MAX_GROUPS = 1000
/** The batch route stops once this many changes are listed. */
const MAX_CHANGES = 500

const versionFields = { versionID: text, version: uint64 }

/** What clients call to keep their copies of lists up to date. Source: contract 4.4, 6.1, 6.3. */
export const syncRoutes: Route[] = [
  route(
    '/group/get_group_abstract_info',
    struct('group.GetGroupAbstractInfoReq', { groupIDs: list(text) }),
    abstracts,
  ),

  route(
    '/group/get_full_group_member_user_ids',
    struct('group.GetFullGroupMemberUserIDsReq', { idHash: uint64, groupID: text }),
    (call, req) => {
      need(req.groupID, 'groupID is empty')
      requireInList(call, req.groupID, 'op user not in group')
      const ids = call.store.membersByRole(req.groupID).map((m) => m.userID)
      const { versionID } = call.store.versions.current('members', req.groupID)
      return { version: hashOf(ids), versionID, ...compared(ids, req.idHash, 'userIDs') }
    },
  ),

  route(
    '/group/get_full_join_group_ids',
    struct('group.GetFullJoinGroupIDsReq', { idHash: uint64, userID: text }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      requireSelf(call, req.userID)
      const ids = call.store.joinedList(req.userID)
      const { versionID } = call.store.versions.current('joined', req.userID)
      return { version: hashOf(ids), versionID, ...compared(ids, req.idHash, 'groupIDs') }
    },
  ),

  route(
    '/group/get_incremental_group_members',
    struct('group.GetIncrementalGroupMemberReq', { groupID: text, ...versionFields }),
    (call, req) => {
      requireMember(call, req.groupID)
      const group = call.store.groups.get(req.groupID)
      if (!group) throw notFound()
      if (group.status === GROUP_DISMISSED) throw dismissedAlready()
      return memberChanges(call, group, req)
    },
  ),

  route(
    '/group/get_incremental_group_members_batch',
    struct('group.BatchGetIncrementalGroupMemberReq', {
      userID: text,
      reqList: list(struct('group.GetIncrementalGroupMemberReq', { groupID: text, ...versionFields })),
    }),
    batch,
  ),

  route(
    '/group/get_incremental_join_groups',
    struct('group.GetIncrementalJoinGroupReq', { userID: text, ...versionFields }),
    (call, req) => {
      requireSelf(call, req.userID)
      const change = changesOf(call, 'joined', req.userID, req)
      const groups = (ids: string[]) => ids.flatMap((id) => call.store.groups.get(id) ?? [])
      const rows = listed(change, (ids) => groups(ids).map((g) => groupInfo(call.store, g)))
      return { ...rows, sortVersion: change.sortVersion }
    },
  ),

  route(
    '/friend/get_full_friend_user_ids',
    struct('relation.GetFullFriendUserIDsReq', { idHash: uint64, userID: text }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      requireSelf(call, req.userID)
      const ids = call.store.friends.of(req.userID).map((f) => f.friendUserID)
      return {
        ...call.store.versions.current('friends', req.userID),
        ...compared(ids, req.idHash, 'userIDs'),
      }
    },
  ),

  route(
    '/friend/get_incremental_friends',
    struct('relation.GetIncrementalFriendsReq', { userID: text, ...versionFields }),
    (call, req) => {
      requireSelf(call, req.userID)
      const change = changesOf(call, 'friends', req.userID, req)
      const friends = (ids: string[]) => ids.flatMap((id) => call.store.friends.get(req.userID, id) ?? [])
      const rows = listed(change, (ids) => friends(ids).map((f) => friendInfo(call.store, f)))
      return { ...rows, sortVersion: change.sortVersion }
    },
  ),

  route(
    '/conversation/get_full_conversation_ids',
    struct('conversation.GetFullOwnerConversationIDsReq', { idHash: uint64, userID: text }),
    (call, req) => {
      if (!call.rt.patch) requireSelf(call, req.userID)
      const ids = call.store.conversations.of(req.userID).map((c) => c.conversationID)
      const current = call.store.versions.current('conversations', req.userID)
      return { ...current, ...compared(ids, req.idHash, 'conversationIDs') }
    },
  ),

  route(
    '/conversation/get_incremental_conversations',
    struct('conversation.GetIncrementalConversationReq', { userID: text, ...versionFields }),
    (call, req) => {
      if (!call.rt.patch) requireSelf(call, req.userID)
      const change = changesOf(call, 'conversations', req.userID, req)
      const rows = (ids: string[]) => ids.flatMap((id) => call.store.conversations.get(req.userID, id) ?? [])
      return listed(change, (ids) => rows(ids).map(conversationInfo))
    },
  ),
]

interface Known {
  versionID: string
  version: bigint
}

function changesOf(call: Call, kind: Versioned, owner: string, known: Known): Difference {
  if (!owner) throw internal('versionKey is empty')
  return call.store.versions.since(kind, owner, known.versionID, Number(known.version))
}

/** The common part of an incremental answer, its keys in wire order. */
function listed<T>(change: Difference, rows: (ids: string[]) => T[]) {
  return {
    version: change.version,
    versionID: change.versionID,
    full: change.full,
    delete: change.delete,
    insert: rows(change.insert),
    update: rows(change.update),
  }
}

/** The group comes along when it or anybody in it changed, and when the client must fetch everything. */
function memberChanges(call: Call, group: Group, known: Known) {
  const { groupID } = group
  const change = changesOf(call, 'members', groupID, known)
  const members = (ids: string[]) => ids.flatMap((id) => call.store.member(groupID, id) ?? [])
  const rows = listed(change, (ids) => members(ids).map((m) => memberInfo(call.store, m)))
  const peopleChanged = change.insert.length + change.delete.length + change.update.length > 0
  const withGroup = change.full || change.selfChanged || peopleChanged
  if (withGroup) takeOwner(call, groupID)
  return { ...rows, group: withGroup ? groupInfo(call.store, group) : null, sortVersion: change.sortVersion }
}

function batch(call: Call, req: { reqList: (Known & { groupID: string })[] }) {
  const respList = new Map<string, ReturnType<typeof memberChanges>>()
  let changes = 0
  for (const one of req.reqList) {
    if (respList.has(one.groupID)) continue
    requireMember(call, one.groupID)
    const group = call.store.groups.get(one.groupID)
    if (!group) throw notFound()
    if (group.status === GROUP_DISMISSED) continue
    const answer = memberChanges(call, group, one)
    respList.set(one.groupID, answer)
    changes += answer.insert.length + answer.delete.length + answer.update.length
    if (changes >= MAX_CHANGES) break
  }
  return { respList }
}

function abstracts(call: Call, req: { groupIDs: string[] }) {
  need(req.groupIDs, 'GroupID is empty')
  if (req.groupIDs.length > MAX_GROUPS) throw argsError('too many GroupIDs, need to be less than 1000')
  if (new Set(req.groupIDs).size < req.groupIDs.length) throw argsError('groupIDs duplicate')
  for (const id of req.groupIDs) requireMember(call, id)
  const unknown = req.groupIDs.filter((id) => !call.store.groups.has(id))
  if (unknown.length) throw groupNotFound(`not found group ${unknown.join(',')}`)
  const groupAbstractInfos = shuffled(req.groupIDs).map((groupID) => {
    const ids = [...call.store.membersOf(groupID).keys()].sort()
    return { groupID, groupMemberNumber: ids.length, groupMemberListHash: hashOf(ids) }
  })
  return { groupAbstractInfos }
}

/** The first 8 bytes of the MD5 of the JSON text of the ids; 0 for none. */
function hashOf(ids: readonly string[]): bigint {
  if (!ids.length) return 0n
  return createHash('md5').update(encodeJson(ids)).digest().readBigUInt64BE()
}

/** Whether the client has the same ids already; if not, the ids. */
function compared(ids: readonly string[], idHash: bigint, key: 'userIDs' | 'groupIDs' | 'conversationIDs') {
  const equal = hashOf(ids) === idHash
  return { equal, [key]: equal ? [] : ids }
}
