import { pageOf, pagination, requirePage } from '../paging'
import { requireEither, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { FriendRequest } from '../state/model'
import { blackInfo, friendInfo, friendRequestInfo, userInfo } from '../views'
import { argsError, need, unimplemented } from '../wire/errors'
import { int32, int64, list, struct, text } from '../wire/fields'
import { hasDuplicate } from './friend-write'

/** What is asked about friendships. Source: contract 6.1. */
export const friendRoutes: Route[] = [
  route(
    '/friend/get_friend_list',
    struct('relation.GetPaginationFriendsReq', { pagination, userID: text }),
    (call, req) => {
      const page = requirePage(req.pagination)
      need(req.userID, 'userID is empty')
      requireSelf(call, req.userID)
      const all = call.store.friends.of(req.userID)
      return { friendsInfo: pageOf(all, page).map((f) => friendInfo(call.store, f)), total: all.length }
    },
  ),

  route(
    '/friend/get_designated_friends',
    struct('relation.GetDesignatedFriendsReq', { ownerUserID: text, friendUserIDs: list(text) }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.friendUserIDs, 'friendUserIDS is empty')
      if (!call.rt.patch) requireSelf(call, req.ownerUserID)
      if (hasDuplicate(req.friendUserIDs)) throw argsError('friend userID repeated')
      const found = req.friendUserIDs.flatMap((id) => call.store.friends.get(req.ownerUserID, id) ?? [])
      return { friendsInfo: found.map((f) => friendInfo(call.store, f)) }
    },
  ),

  route(
    '/friend/get_specified_friends_info',
    struct('relation.GetSpecifiedFriendsInfoReq', { ownerUserID: text, userIDList: list(text) }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.userIDList, 'userIDList is empty')
      if (!call.rt.patch) requireSelf(call, req.ownerUserID)
      if (hasDuplicate(req.userIDList)) throw argsError('userIDList repeated')
      return { infos: req.userIDList.flatMap((id) => specified(call, req.ownerUserID, id) ?? []) }
    },
  ),

  route(
    '/friend/is_friend',
    struct('relation.IsFriendReq', { userID1: text, userID2: text }),
    (call, req) => {
      need(req.userID1, 'userID1 is empty')
      need(req.userID2, 'userID2 is empty')
      if (!call.rt.patch) requireEither(call, req.userID1, req.userID2)
      return {
        inUser1Friends: call.store.friends.get(req.userID1, req.userID2) !== undefined,
        inUser2Friends: call.store.friends.get(req.userID2, req.userID1) !== undefined,
      }
    },
  ),

  route('/friend/get_friend_id', struct('relation.GetFriendIDsReq', { userID: text }), (call, req) => {
    need(req.userID, 'userID is empty')
    requireSelf(call, req.userID)
    return { friendIDs: call.store.friends.of(req.userID).map((f) => f.friendUserID) }
  }),

  // the key is capitalised on the real server too
  route('/friend/get_friend_apply_list', applyList('GetPaginationFriendsApplyToReq'), (call, req) => {
    const { rows, total } = requests(call, req, (r) => r.toUserID === req.userID)
    return { FriendRequests: rows, total }
  }),

  route('/friend/get_self_friend_apply_list', applyList('GetPaginationFriendsApplyFromReq'), (call, req) => {
    const { rows, total } = requests(call, req, (r) => r.fromUserID === req.userID)
    return { friendRequests: rows, total }
  }),

  route(
    '/friend/get_designated_friend_apply',
    struct('relation.GetDesignatedFriendsApplyReq', { fromUserID: text, toUserID: text }),
    (call, req) => {
      need(req.fromUserID, 'ownerUserID is empty')
      need(req.toUserID, 'toUserID is empty')
      if (!call.rt.patch) requireEither(call, req.fromUserID, req.toUserID)
      const { friendRequests } = call.store
      const both = [
        friendRequests.get(req.toUserID, req.fromUserID),
        friendRequests.get(req.fromUserID, req.toUserID),
      ]
      return { friendRequests: both.flatMap((r) => (r ? friendRequestInfo(call.store, r) : [])) }
    },
  ),

  route(
    '/friend/get_self_unhandled_apply_count',
    struct('relation.GetSelfUnhandledApplyCountReq', { userID: text, time: int64 }),
    (call, req) => {
      requireSelf(call, req.userID)
      const open = call.store.friendRequests.of(req.userID).filter((r) => r.handleResult === 0)
      return { count: open.filter((r) => r.createTime > req.time).length }
    },
  ),

  // routed on the real server, but nobody has written it
  route('/friend/get_incremental_blacks', struct('relation.GetIncrementalBlacksReq', {}), () => {
    throw unimplemented('method GetIncrementalBlacks not implemented')
  }),
]

function applyList(name: string) {
  return struct(`relation.${name}`, { userID: text, pagination, handleResults: list(int32) })
}

/** The profile, and what is between the two; undefined when there is no such person. */
function specified(call: Call, ownerUserID: string, userID: string) {
  const user = call.store.users.get(userID)
  if (!user) return undefined
  const friend = call.store.friends.get(ownerUserID, userID)
  const black = call.store.blacks.get(ownerUserID, userID)
  return {
    userInfo: userInfo(user),
    // names and times in ms here, and no profile inside
    friendInfo: friend
      ? { ...friendInfo(call.store, friend), createTime: friend.createTime, friendUser: null }
      : null,
    blackInfo: black
      ? { ...blackInfo(call.store, black), createTime: black.createTime, blackUserInfo: null }
      : null,
  }
}

interface RequestQuery {
  userID: string
  pagination: { pageNumber: number; showNumber: number } | undefined
  handleResults: number[]
}

function requests(call: Call, req: RequestQuery, own: (r: FriendRequest) => boolean) {
  need(req.userID, 'userID is empty')
  const page = requirePage(req.pagination)
  requireSelf(call, req.userID)
  const found: FriendRequest[] = []
  for (const [, , row] of call.store.friendRequests.entries()) {
    if (own(row) && (!req.handleResults.length || req.handleResults.includes(row.handleResult)))
      found.push(row)
  }
  found.sort((a, b) => b.createTime - a.createTime)
  return { rows: pageOf(found, page).map((r) => friendRequestInfo(call.store, r)), total: found.length }
}
