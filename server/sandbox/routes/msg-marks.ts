import { requireAppAdmin, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { argsError, need, notFound } from '../wire/errors'
import { int64, list, struct, text } from '../wire/fields'
import { syncOptions } from './msg-delete'

const markRequest = struct('msg.MarkMsgsAsReadReq', {
  conversationID: text,
  userID: text,
  hasReadSeq: int64,
  seqs: list(int64),
})

/** Read marks and clearing. On patch.16 nobody checks who marks. Source: contract 7.3, 7.4, 12. */
export const msgMarkRoutes: Route[] = [
  route('/msg/mark_msgs_as_read', markRequest, async (call, req) => {
    need(req.conversationID, 'conversationID is empty')
    need(req.seqs, 'seqs is empty')
    need(req.userID, 'userID is empty')
    if (req.seqs.includes(0)) throw argsError('seqs has 0 value is invalid')
    await mark(call, req, Math.max(...req.seqs))
  }),
  route('/msg/mark_conversation_as_read', markRequest, (call, req) => mark(call, req, req.hasReadSeq)),
  route('/msg/set_conversation_has_read_seq', markRequest, (call, req) => mark(call, req, req.hasReadSeq)),

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

interface Mark {
  conversationID: string
  userID: string
}

async function mark(call: Call, { conversationID, userID }: Mark, seq: number): Promise<void> {
  need(conversationID, 'conversationID is empty')
  need(userID, 'userID is empty')
  if (seq < 1) throw argsError('hasReadSeq is invalid')
  if (!call.rt.patch) requireSelf(call, userID)
  if (seq > call.store.streams.maxSeq(conversationID))
    throw argsError('hasReadSeq must not be bigger than maxSeq')
  const row = call.store.conversations.get(userID, conversationID)
  if (!row) throw notFound('conversation not found', 'conversation not found')
  const known = call.store.readSeqs.get(userID, conversationID) ?? 0
  if (seq > known) call.store.readSeqs.set(userID, conversationID, seq)
  await tellRead(call, row.conversationType, { conversationID, userID }, seq)
}

async function tellRead(
  call: Call,
  type: number,
  { conversationID, userID }: Mark,
  seq: number,
): Promise<void> {
  const { webhooks } = call.rt
  if (type === 1) {
    const body = { callbackCommand: '', conversationID, userID, Seqs: [seq], contentType: type }
    await webhooks.after('afterSingleMsgRead', 'callbackAfterSingleMsgReadCommand', body, call.operationID)
  } else {
    const body = {
      callbackCommand: '',
      sendID: userID,
      receiveID: userID,
      unreadMsgNum: seq,
      contentType: type,
    }
    await webhooks.after('afterGroupMsgRead', 'callbackAfterGroupMsgReadCommand', body, call.operationID)
  }
}

/** Hides everything so far from one person, or from everybody. */
function clear(call: Call, userID: string, conversationID: string, everybody: boolean): void {
  const minSeq = call.store.streams.maxSeq(conversationID) + 1
  const row = call.store.conversations.get(userID, conversationID)
  if (everybody) call.store.streams.open(conversationID).minSeq = minSeq
  else if (row) row.minSeq = minSeq
}
