import { pageOf, pagination, requirePage } from '../paging'
import { requireAppAdmin, requireEither, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { Friend, FriendRequest } from '../state/model'
import { userInfo } from '../views'
import { argsError, cannotAddYourself, need, notFound, relationshipAlready } from '../wire/errors'
import { int32, list, struct, text } from '../wire/fields'

const IMPORTED = 1
const APPLIED = 2
const MAX_IMPORT = 1000

/** Source: contract 6.1. */
export const friendRoutes: Route[] = [
  route(
    '/friend/import_friend',
    struct('relation.ImportFriendReq', { ownerUserID: text, friendUserIDs: list(text) }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.friendUserIDs, 'friendUserIDS is empty')
      if (req.friendUserIDs.length > MAX_IMPORT)
        throw argsError('too many friendUserIDs, need to be less than 1000')
      requireAppAdmin(call)
      if (req.friendUserIDs.includes(req.ownerUserID)) throw cannotAddYourself()
      if (![req.ownerUserID, ...req.friendUserIDs].every((id) => call.store.users.has(id))) throw notFound()
      for (const id of req.friendUserIDs) befriend(call, req.ownerUserID, id, IMPORTED)
    },
  ),

  route(
    '/friend/add_friend',
    struct('relation.ApplyToAddFriendReq', { fromUserID: text, toUserID: text, reqMsg: text, ex: text }),
    (call, req) => {
      need(req.fromUserID, 'fromUserID is empty')
      need(req.toUserID, 'toUserID is empty')
      requireSelf(call, req.fromUserID)
      if (req.fromUserID === req.toUserID) throw cannotAddYourself()
      if (!call.store.users.has(req.fromUserID) || !call.store.users.has(req.toUserID)) throw notFound()
      if (areFriends(call, req.fromUserID, req.toUserID)) throw relationshipAlready('already friends has f')
      const row: FriendRequest = {
        ...req,
        handleResult: 0,
        createTime: call.now,
        handlerUserID: '',
        handleMsg: '',
        handleTime: 0,
      }
      call.store.friendRequests.set(req.toUserID, req.fromUserID, row)
    },
  ),

  route(
    '/friend/add_friend_response',
    struct('relation.RespondFriendApplyReq', {
      fromUserID: text,
      toUserID: text,
      handleResult: int32,
      handleMsg: text,
    }),
    (call, req) => {
      need(req.toUserID, 'toUserID is empty')
      need(req.fromUserID, 'fromUserID is empty')
      requireSelf(call, req.toUserID)
      if (req.handleResult !== 1 && req.handleResult !== -1) throw argsError('handleResult is invalid')
      const row = call.store.friendRequests.get(req.toUserID, req.fromUserID)
      if (!row) throw notFound()
      if (row.handleResult !== 0) throw argsError('the friend request has been processed')
      const { handleResult, handleMsg } = req
      Object.assign(row, { handleResult, handleMsg, handlerUserID: call.op, handleTime: call.now })
      if (handleResult !== 1) return
      befriend(call, req.fromUserID, req.toUserID, APPLIED)
      befriend(call, req.toUserID, req.fromUserID, APPLIED)
    },
  ),

  route(
    '/friend/delete_friend',
    struct('relation.DeleteFriendReq', { ownerUserID: text, friendUserID: text }),
    async (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.friendUserID, 'friendUserID is empty')
      requireSelf(call, req.ownerUserID)
      call.store.friends.delete(req.ownerUserID, req.friendUserID)
      const body = { callbackCommand: '', ...req }
      await call.rt.webhooks.after(
        'afterDeleteFriend',
        'callbackAfterDeleteFriendCommand',
        body,
        call.operationID,
      )
    },
  ),

  route(
    '/friend/get_friend_list',
    struct('relation.GetPaginationFriendsReq', { userID: text, pagination }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      const page = requirePage(req.pagination)
      requireSelf(call, req.userID)
      const all = call.store.friends.of(req.userID)
      return { friendsInfo: pageOf(all, page).map((f) => friendInfo(call, f)), total: all.length }
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

  route(
    '/friend/set_friend_remark',
    struct('relation.SetFriendRemarkReq', { ownerUserID: text, friendUserID: text, remark: text }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.friendUserID, 'friendUserID is empty')
      requireSelf(call, req.ownerUserID)
      const row = call.store.friends.get(req.ownerUserID, req.friendUserID)
      if (!row) throw notFound()
      row.remark = req.remark
    },
  ),

  route(
    '/friend/get_friend_apply_list',
    struct('relation.GetPaginationFriendsApplyToReq', {
      userID: text,
      pagination,
      handleResults: list(int32),
    }),
    (call, req) => {
      const { rows, total } = requests(call, req, call.store.friendRequests.of(req.userID))
      return { FriendRequests: rows, total }
    },
  ),

  route(
    '/friend/get_self_friend_apply_list',
    struct('relation.GetPaginationFriendsApplyFromReq', {
      userID: text,
      pagination,
      handleResults: list(int32),
    }),
    (call, req) => {
      const own = [...call.store.friendRequests.entries()].map(([, , row]) => row)
      const { rows, total } = requests(
        call,
        req,
        own.filter((r) => r.fromUserID === req.userID),
      )
      return { friendRequests: rows, total }
    },
  ),
]

function areFriends(call: Call, a: string, b: string): boolean {
  return Boolean(call.store.friends.get(a, b) && call.store.friends.get(b, a))
}

function befriend(call: Call, ownerUserID: string, friendUserID: string, addSource: number): void {
  if (call.store.friends.get(ownerUserID, friendUserID)) return
  const row: Friend = {
    ownerUserID,
    friendUserID,
    remark: '',
    createTime: call.now,
    addSource,
    operatorUserID: call.op,
    ex: '',
    isPinned: false,
  }
  call.store.friends.set(ownerUserID, friendUserID, row)
}

function friendInfo(call: Call, f: Friend) {
  const user = call.store.users.get(f.friendUserID)
  return {
    ownerUserID: f.ownerUserID,
    remark: f.remark,
    createTime: Math.floor(f.createTime / 1000),
    friendUser: user ? userInfo(user) : null,
    addSource: f.addSource,
    operatorUserID: f.operatorUserID,
    ex: f.ex,
    isPinned: f.isPinned,
  }
}

interface RequestQuery {
  userID: string
  pagination: { pageNumber: number; showNumber: number } | undefined
  handleResults: number[]
}

function requests(call: Call, req: RequestQuery, found: FriendRequest[]) {
  need(req.userID, 'userID is empty')
  const page = requirePage(req.pagination)
  requireSelf(call, req.userID)
  const asked = found.filter((r) => !req.handleResults.length || req.handleResults.includes(r.handleResult))
  const rows = pageOf(
    asked.sort((a, b) => b.createTime - a.createTime),
    page,
  ).map((r) => requestInfo(call, r))
  return { rows, total: asked.length }
}

function requestInfo(call: Call, r: FriendRequest) {
  const from = call.store.users.get(r.fromUserID)
  const to = call.store.users.get(r.toUserID)
  return {
    fromUserID: r.fromUserID,
    fromNickname: from?.nickname ?? '',
    fromFaceURL: from?.faceURL ?? '',
    toUserID: r.toUserID,
    toNickname: to?.nickname ?? '',
    toFaceURL: to?.faceURL ?? '',
    handleResult: r.handleResult,
    reqMsg: r.reqMsg,
    createTime: r.createTime,
    handlerUserID: r.handlerUserID,
    handleMsg: r.handleMsg,
    handleTime: r.handleTime,
    ex: r.ex,
  }
}
