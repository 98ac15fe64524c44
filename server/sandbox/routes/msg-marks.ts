import { requireAppAdmin, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { need } from '../wire/errors'
import { int64, list, struct, text } from '../wire/fields'
import { syncOptions } from './msg-delete'
import { readMarkRoutes } from './msg-read-marks'

/** Read marks and clearing. On patch.16 nobody checks who marks. Source: contract 7.3, 7.4, 12. */
export const msgMarkRoutes: Route[] = [
  ...readMarkRoutes,

  // mixes seconds with milliseconds on the real server, so that it deletes practically nothing
  route(
    '/msg/delete_msg_physical',
    struct('msg.DeleteMsgPhysicalReq', { conversationIDs: list(text), timestamp: int64 }),
    (call, req) => {
      need(req.conversationIDs, 'conversationIDs is empty')
      requireAppAdmin(call)
    },
  ),

  route(
    '/msg/clear_conversation_msg',
    struct('msg.ClearConversationsMsgReq', {
      conversationIDs: list(text),
      userID: text,
      deleteSyncOpt: syncOptions,
    }),
    (call, req) => {
      need(req.conversationIDs, 'conversationIDs is empty')
      need(req.userID, 'userID is empty')
      requireSelf(call, req.userID)
      for (const id of req.conversationIDs)
        clear(call, req.userID, id, req.deleteSyncOpt?.IsSyncOther ?? false)
    },
  ),

  route(
    '/msg/user_clear_all_msg',
    struct('msg.UserClearAllMsgReq', { userID: text, deleteSyncOpt: syncOptions }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      requireSelf(call, req.userID)
      for (const row of call.store.conversations.of(req.userID)) {
        clear(call, req.userID, row.conversationID, req.deleteSyncOpt?.IsSyncOther ?? false)
      }
    },
  ),
]

/** Hides everything so far from one person, or from everybody; that person has then read it all. */
function clear(call: Call, userID: string, conversationID: string, everybody: boolean): void {
  const { streams, conversations, readSeqs } = call.store
  const maxSeq = streams.maxSeq(conversationID)
  const row = conversations.get(userID, conversationID)
  if (!row && !maxSeq) return
  if (everybody) streams.open(conversationID).minSeq = maxSeq + 1
  else if (row) row.minSeq = maxSeq + 1
  readSeqs.set(userID, conversationID, maxSeq)
}
