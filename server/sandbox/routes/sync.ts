import { createHash } from 'node:crypto'
import { requireMember, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { GROUP_DISMISSED } from '../state/model'
import { argsError, dismissedAlready, groupNotFound, need, notFound } from '../wire/errors'
import { list, struct, text, uint64 } from '../wire/fields'

/**
 * Version sync. The sandbox keeps no history of versions: the incremental routes always answer `full`, which tells a
 * client to fetch everything again. Source: contract 4.4, 6.3.
 */
const VERSION = { version: 1, versionID: '000000000000000000000001' }
const FULL = { ...VERSION, full: true, delete: [], insert: [], update: [] }
const MAX_GROUPS = 1000

const versionFields = { versionID: text, version: uint64 }

export const syncRoutes: Route[] = [
  route(
    '/group/get_group_abstract_info',
    struct('group.GetGroupAbstractInfoReq', { groupIDs: list(text) }),
    abstracts,
  ),

  route(
    '/group/get_full_group_member_user_ids',
    struct('group.GetFullGroupMemberUserIDsReq', { groupID: text, idHash: uint64 }),
    (call, req) => {
      need(req.groupID, 'groupID is empty')
      requireMember(call, req.groupID)
      const userIDs = call.store.membersByRole(req.groupID).map((m) => m.userID)
      return { ...VERSION, ...compared(userIDs, req.idHash, 'userIDs') }
    },
  ),

  route(
    '/group/get_full_join_group_ids',
    struct('group.GetFullJoinGroupIDsReq', { userID: text, idHash: uint64 }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      requireSelf(call, req.userID)
      return { ...VERSION, ...compared([...call.store.joinedBy(req.userID)], req.idHash, 'groupIDs') }
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
      return { ...FULL, group: null, sortVersion: 0 }
    },
  ),

  route(
    '/group/get_incremental_group_members_batch',
    struct('group.BatchGetIncrementalGroupMemberReq', {
      userID: text,
      reqList: list(struct('group.GetIncrementalGroupMemberReq', { groupID: text, ...versionFields })),
    }),
    (call, req) => {
      const living = req.reqList.filter(({ groupID }) => {
        requireMember(call, groupID)
        return call.store.groups.get(groupID)?.status !== GROUP_DISMISSED
      })
      return { respList: new Map(living.map((r) => [r.groupID, { ...FULL, group: null, sortVersion: 0 }])) }
    },
  ),

  route(
    '/group/get_incremental_join_groups',
    struct('group.GetIncrementalJoinGroupReq', { userID: text, ...versionFields }),
    (call, req) => {
      requireSelf(call, req.userID)
      return { ...FULL, sortVersion: 0 }
    },
  ),

  route(
    '/conversation/get_full_conversation_ids',
    struct('conversation.GetFullOwnerConversationIDsReq', { userID: text, idHash: uint64 }),
    (call, req) => {
      requireSelf(call, req.userID)
      const ids = call.store.conversations.of(req.userID).map((c) => c.conversationID)
      return { ...VERSION, ...compared(ids, req.idHash, 'conversationIDs') }
    },
  ),

  route(
    '/conversation/get_incremental_conversations',
    struct('conversation.GetIncrementalConversationReq', { userID: text, ...versionFields }),
    (call, req) => {
      requireSelf(call, req.userID)
      return FULL
    },
  ),
]

function abstracts(call: Call, req: { groupIDs: string[] }) {
  need(req.groupIDs, 'GroupID is empty')
  if (req.groupIDs.length > MAX_GROUPS) throw argsError('too many GroupIDs, need to be less than 1000')
  if (new Set(req.groupIDs).size < req.groupIDs.length) throw argsError('groupIDs duplicate')
  for (const id of req.groupIDs) requireMember(call, id)
  const unknown = req.groupIDs.filter((id) => !call.store.groups.has(id))
  if (unknown.length) throw groupNotFound(`not found group ${unknown.join(',')}`)
  const groupAbstractInfos = req.groupIDs.map((groupID) => {
    const ids = [...call.store.membersOf(groupID).keys()].sort()
    return { groupID, groupMemberNumber: ids.length, groupMemberListHash: hashOf(ids) }
  })
  return { groupAbstractInfos }
}

/** The first 8 bytes of the MD5 of the JSON text of the ids; 0 for none. */
function hashOf(ids: readonly string[]): bigint {
  if (!ids.length) return 0n
  return createHash('md5').update(JSON.stringify(ids)).digest().readBigUInt64BE()
}

/** Whether the client has the same ids already; if not, the ids. */
function compared(ids: string[], idHash: bigint, key: 'userIDs' | 'groupIDs' | 'conversationIDs') {
  const equal = hashOf(ids) === idHash
  return { equal, [key]: equal ? [] : ids }
}
