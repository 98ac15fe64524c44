import { requireAppAdmin, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { Friend, FriendRequest } from '../state/model'
import { argsError, cannotAddYourself, need, notFound, relationshipAlready } from '../wire/errors'
import { bool, int32, list, optional, struct, text } from '../wire/fields'
import * as hooks from './friend-hooks'

const IMPORTED = 1
const APPLIED = 2
const MAX_IMPORT = 1000
const AGREED = 1
const REFUSED = -1

/** What changes friendships. Source: contract 6.1. */
export const friendWriteRoutes: Route[] = [
  route(
    '/friend/import_friend',
    struct('relation.ImportFriendReq', { ownerUserID: text, friendUserIDs: list(text) }),
    async (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.friendUserIDs, 'friendUserIDS is empty')
      if (req.friendUserIDs.length > MAX_IMPORT)
        throw argsError('too many friendUserIDs, need to be less than 1000')
      requireAppAdmin(call)
      requireUsers(call, [req.ownerUserID, ...req.friendUserIDs])
      if (req.friendUserIDs.includes(req.ownerUserID)) throw cannotAddYourself('can not add yourself')
      if (hasDuplicate(req.friendUserIDs)) throw argsError('friend userID repeated')
      const friendUserIDs = await hooks.beforeImport(call, req)
      for (const id of friendUserIDs) becomeFriends(call, req.ownerUserID, id, IMPORTED)
      await hooks.afterImport(call, { ...req, friendUserIDs })
    },
  ),

  route(
    '/friend/add_friend',
    struct('relation.ApplyToAddFriendReq', { fromUserID: text, toUserID: text, reqMsg: text, ex: text }),
    async (call, req) => {
      need(req.toUserID, 'toUserID is empty')
      need(req.fromUserID, 'fromUserID is empty')
      requireSelf(call, req.fromUserID)
      if (req.fromUserID === req.toUserID) throw cannotAddYourself(`req.ToUserID, ${req.toUserID}=MISSING`)
      await hooks.beforeAdd(call, req)
      requireUsers(call, [req.toUserID, req.fromUserID])
      if (areFriends(call, req.fromUserID, req.toUserID)) throw relationshipAlready('already friends has f')
      const handling = { handleResult: 0, handlerUserID: '', handleMsg: '', handleTime: 0 }
      const row: FriendRequest = { ...req, createTime: call.now, ...handling }
      call.store.friendRequests.set(req.toUserID, req.fromUserID, row)
      await hooks.afterAdd(call, req)
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
    async (call, req) => {
      need(req.toUserID, 'toUserID is empty')
      need(req.fromUserID, 'fromUserID is empty')
      requireSelf(call, req.toUserID)
      const agrees = req.handleResult === AGREED
      if (!agrees && req.handleResult !== REFUSED) throw argsError('req.HandleResult != -1/1')
      if (agrees) await hooks.beforeAgree(call, req)
      const row = call.store.friendRequests.get(req.toUserID, req.fromUserID)
      if (!row) throw notFound()
      if (row.handleResult !== 0) throw argsError('the friend request has been processed')
      const { handleResult, handleMsg } = req
      Object.assign(row, { handleResult, handleMsg, handlerUserID: call.op, handleTime: call.now })
      if (!agrees) return
      becomeFriends(call, req.fromUserID, req.toUserID, APPLIED)
      await hooks.afterAgree(call, req)
    },
  ),

  route(
    '/friend/delete_friend',
    struct('relation.DeleteFriendReq', { ownerUserID: text, friendUserID: text }),
    async (call, req) => {
      // the texts name other fields on the real server too
      need(req.ownerUserID, 'userID1 is empty')
      need(req.friendUserID, 'userID2 is empty')
      requireSelf(call, req.ownerUserID)
      if (call.store.friends.delete(req.ownerUserID, req.friendUserID)) {
        call.store.versions.note('friends', req.ownerUserID, [req.friendUserID], 'delete')
      }
      await hooks.afterDelete(call, req)
    },
  ),

  route(
    '/friend/set_friend_remark',
    struct('relation.SetFriendRemarkReq', { ownerUserID: text, friendUserID: text, remark: text }),
    async (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.friendUserID, 'fromUserID is empty')
      const remark = await hooks.beforeRemark(call, req)
      requireSelf(call, req.ownerUserID)
      const row = call.store.friends.get(req.ownerUserID, req.friendUserID)
      if (!row) throw notFound()
      row.remark = remark
      call.store.versions.note('friends', req.ownerUserID, [req.friendUserID], 'update')
      await hooks.afterRemark(call, { ...req, remark })
    },
  ),

  route(
    '/friend/update_friends',
    struct('relation.UpdateFriendsReq', {
      ownerUserID: text,
      friendUserIDs: list(text),
      isPinned: optional(bool),
      remark: optional(text),
      ex: optional(text),
    }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.friendUserIDs, 'friendUserIDs is empty')
      if (!call.rt.patch) requireSelf(call, req.ownerUserID)
      if (hasDuplicate(req.friendUserIDs)) throw argsError('friendIDList repeated')
      for (const id of req.friendUserIDs) {
        const row = call.store.friends.get(req.ownerUserID, id)
        if (!row) continue
        row.isPinned = req.isPinned ?? row.isPinned
        row.remark = req.remark ?? row.remark
        row.ex = req.ex ?? row.ex
        call.store.versions.note('friends', req.ownerUserID, [id], 'update')
      }
    },
  ),
]

export function hasDuplicate(ids: readonly string[]): boolean {
  return new Set(ids).size < ids.length
}

/** Throws 1004 unless all of them are registered. */
function requireUsers(call: Call, userIDs: readonly string[]): void {
  if (!userIDs.every((id) => call.store.users.has(id))) throw notFound('user not found', 'user not found')
}

function areFriends(call: Call, a: string, b: string): boolean {
  return Boolean(call.store.friends.get(a, b) && call.store.friends.get(b, a))
}

/** Adds the rows of both sides; a side that is there already stays as it is. */
function becomeFriends(call: Call, a: string, b: string, addSource: number): void {
  for (const [ownerUserID, friendUserID] of [
    [a, b],
    [b, a],
  ] as const) {
    if (call.store.friends.get(ownerUserID, friendUserID)) continue
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
    call.store.versions.note('friends', ownerUserID, [friendUserID], 'insert')
  }
}
