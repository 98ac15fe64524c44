import { pageOf, pagination, requirePage } from '../paging'
import { requireSelf } from '../permissions'
import { type Route, route } from '../router'
import type { Black } from '../state/model'
import { blackInfo } from '../views'
import { noOverrides } from '../webhooks'
import { argsError, duplicateKey, need, notFound } from '../wire/errors'
import { list, struct, text } from '../wire/fields'
import { hasDuplicate } from './friend-write'

/** Source: contract 6.1. */
export const blackRoutes: Route[] = [
  route(
    '/friend/add_black',
    struct('relation.AddBlackReq', { ownerUserID: text, blackUserID: text, ex: text }),
    async (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.blackUserID, 'blackUserID is empty')
      requireSelf(call, req.ownerUserID)
      const { ownerUserID, blackUserID, ex } = req
      const body = { callbackCommand: '', ownerUserID, blackUserID }
      const command = 'callbackBeforeAddBlackCommand'
      await call.rt.webhooks.before('beforeAddBlack', command, body, call.operationID, noOverrides)
      if (!call.store.users.has(ownerUserID) || !call.store.users.has(blackUserID)) {
        throw notFound('user not found', 'user not found')
      }
      if (call.store.blacks.get(ownerUserID, blackUserID)) {
        throw duplicateKey('black', 'owner_user_id_1_block_user_id_1')
      }
      const row: Black = {
        ownerUserID,
        blackUserID,
        createTime: call.now,
        addSource: 0,
        operatorUserID: call.op,
        ex,
      }
      call.store.blacks.set(ownerUserID, blackUserID, row)
    },
  ),

  route(
    '/friend/remove_black',
    struct('relation.RemoveBlackReq', { ownerUserID: text, blackUserID: text }),
    async (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      need(req.blackUserID, 'blackUserID is empty')
      requireSelf(call, req.ownerUserID)
      call.store.blacks.delete(req.ownerUserID, req.blackUserID)
      const body = { callbackCommand: '', ownerUserID: req.ownerUserID, blackUserID: req.blackUserID }
      await call.rt.webhooks.after(
        'afterRemoveBlack',
        'callbackAfterRemoveBlackCommand',
        body,
        call.operationID,
      )
    },
  ),

  route(
    '/friend/get_black_list',
    struct('relation.GetPaginationBlacksReq', { userID: text, pagination }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      const page = requirePage(req.pagination)
      requireSelf(call, req.userID)
      const all = call.store.blacks.of(req.userID)
      return { blacks: pageOf(all, page).map((b) => blackInfo(call.store, b)), total: all.length }
    },
  ),

  route(
    '/friend/get_specified_blacks',
    struct('relation.GetSpecifiedBlacksReq', { ownerUserID: text, userIDList: list(text) }),
    (call, req) => {
      need(req.ownerUserID, 'ownerUserID is empty')
      requireSelf(call, req.ownerUserID)
      need(req.userIDList, 'userIDList is empty')
      if (hasDuplicate(req.userIDList)) throw argsError('userIDList repeated')
      const found = req.userIDList.flatMap((id) => call.store.blacks.get(req.ownerUserID, id) ?? [])
      // times are in ms here, unlike in the list
      const blacks = found.map((b) => ({ ...blackInfo(call.store, b), createTime: b.createTime }))
      return { blacks, total: found.length }
    },
  ),
]
