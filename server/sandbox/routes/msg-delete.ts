import { requireAppAdmin, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { ADMIN, type Message, OWNER } from '../state/model'
import { alreadyRevoked, internal, need, noPermission, notFound } from '../wire/errors'
import { bool, int64, list, optional, struct, text } from '../wire/fields'
import { visibleSeqs } from './history'

export const syncOptions = optional(struct('msg.DeleteSyncOpt', { IsSyncSelf: bool, IsSyncOther: bool }))

/** Source: contract 7.4. */
export const msgDeleteRoutes: Route[] = [
  route(
    '/msg/revoke_msg',
    struct('msg.RevokeMsgReq', { conversationID: text, seq: int64, userID: text }),
    async (call, req) => {
      need(req.conversationID, 'conversationID is empty')
      need(req.seq >= 1, 'seq is invalid')
      need(req.userID, 'userID is empty')
      requireSelf(call, req.userID)
      const user = call.store.users.get(req.userID)
      if (!user) throw notFound()
      const m = call.store.streams.message(req.conversationID, req.seq)
      if (!m || !isVisible(call, req.userID, m)) throw notFound('msg not found', 'msg not found')
      if (m.revoke) throw alreadyRevoked()
      const role = requireMayRevoke(call, m)
      m.revoke = { userID: req.userID, role, nickname: user.nickname, time: call.now }
      if (m.groupID) call.store.counters.add(m.groupID, 'revoke')
      const { conversationID, seq, userID } = req
      const body = { callbackCommand: '', conversationID, seq, userID }
      await call.rt.webhooks.after('afterRevokeMsg', 'callbackBeforeAfterMsgCommand', body, call.operationID)
    },
  ),

  route(
    '/msg/delete_msgs',
    struct('msg.DeleteMsgsReq', {
      conversationID: text,
      seqs: list(int64),
      userID: text,
      deleteSyncOpt: syncOptions,
    }),
    (call, req) => {
      need(req.conversationID, 'conversationID is empty')
      need(req.userID, 'userID is empty')
      need(req.seqs, 'seqs is empty')
      requireSelf(call, req.userID)
      const found = messagesOf(call, req.conversationID, req.seqs)
      if (req.deleteSyncOpt?.IsSyncOther) {
        blank(call, found)
        if (!call.store.conversations.get(req.userID, req.conversationID)) {
          throw notFound('conversation not found', 'conversation not found')
        }
        return
      }
      for (const m of found) m.hiddenFor = [...new Set([...(m.hiddenFor ?? []), req.userID])]
    },
  ),

  route(
    '/msg/delete_msg_phsical_by_seq',
    struct('msg.DeleteMsgPhysicalBySeqReq', { conversationID: text, seqs: list(int64) }),
    (call, req) => {
      if (!call.rt.patch) requireAppAdmin(call)
      blank(call, messagesOf(call, req.conversationID, req.seqs))
    },
  ),
]

function messagesOf(call: Call, conversationID: string, seqs: readonly number[]): Message[] {
  return seqs.flatMap((seq) => call.store.streams.message(conversationID, seq) ?? [])
}

/** Deletes messages for everybody; their slots stay. */
function blank(call: Call, messages: readonly Message[]): void {
  for (const m of messages) {
    if (m.blank) continue
    m.blank = true
    m.content = ''
    if (m.groupID) call.store.counters.add(m.groupID, 'delete')
  }
}

/** App admins reach every message; others those in their own range. */
function isVisible(call: Call, userID: string, m: Message): boolean {
  if (call.rt.isAdmin(userID)) return true
  const visible = visibleSeqs(call, userID, m.conversationID)
  return visible !== undefined && m.seq >= visible.min && m.seq <= visible.max
}

/** The caller's role in the group (0 outside); throws 1002 when the caller may not revoke that message. */
function requireMayRevoke(call: Call, m: Message): number {
  const own = m.groupID ? call.store.member(m.groupID, call.op) : undefined
  const role = own?.roleLevel ?? 0
  if (call.isAdmin) return role
  if (m.blank) throw internal('message is nil')
  if (m.sendID === call.op || role === OWNER) return role
  const target = m.groupID ? (call.store.member(m.groupID, m.sendID)?.roleLevel ?? 0) : OWNER
  if (role === ADMIN && target < ADMIN) return role
  throw noPermission('no permission')
}
