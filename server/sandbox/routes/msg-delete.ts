import { GROUP, SINGLE } from '../delivery'
import { requireAppAdmin, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { ADMIN, type Message, OWNER } from '../state/model'
import { DELETED, keepNotice, placeOf, REVOKED, toSelf } from '../stream-notices'
import { alreadyRevoked, internal, need, noPermission, notFound, panic } from '../wire/errors'
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
      const role = requireMayRevoke(call, m, user.appMangerLevel)
      m.revoke = { userID: req.userID, role, nickname: user.nickname, time: call.now }
      if (m.groupID) call.store.counters.add(m.groupID, 'revoke')
      tellRevoked(call, m, req.userID)
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
        const row = call.store.conversations.get(req.userID, req.conversationID)
        if (!row) throw notFound('conversation not found', 'conversation not found')
        tellDeleted(call, req, placeOf(row, req.userID))
        return
      }
      for (const m of found) m.hiddenFor = [...new Set([...(m.hiddenFor ?? []), req.userID])]
      if (req.deleteSyncOpt?.IsSyncSelf) tellDeleted(call, req, toSelf(req.userID))
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

/** Whether a seq is in what somebody can see; a conversation of one's own is not needed for that. */
function isVisible(call: Call, userID: string, m: Message): boolean {
  const visible = visibleSeqs(call, userID, m.conversationID)
  return m.seq >= visible.min && m.seq <= visible.max
}

/**
 * The role that is kept with a revocation: 0 of an app admin, the level of somebody's own one-to-one message, else the
 * role in the group. Throws 1002 when the caller may not revoke that message, and fails on one that is no more.
 */
function requireMayRevoke(call: Call, m: Message, level: number): number {
  if (call.isAdmin) return 0
  if (m.blank) throw internal('msg sessionType not supported, sessionType=0')
  if (m.sessionType === SINGLE) {
    requireSelf(call, m.sendID)
    return level
  }
  if (m.sessionType !== GROUP) throw internal(`msg sessionType not supported, sessionType=${m.sessionType}`)
  const role = call.store.member(m.groupID, call.op)?.roleLevel
  if (m.sendID === call.op) return role ?? 0
  if (role === undefined) throw panic('runtime error: invalid memory address or nil pointer dereference')
  const target = call.store.member(m.groupID, m.sendID)?.roleLevel ?? 0
  if (role === OWNER || (role === ADMIN && target < ADMIN)) return role
  throw noPermission('no permission')
}

function tellRevoked(call: Call, m: Message, userID: string): void {
  const tips = {
    revokerUserID: call.op,
    clientMsgID: m.clientMsgID,
    revokeTime: call.now,
    sesstionType: m.sessionType,
    seq: m.seq,
    conversationID: m.conversationID,
    isAdminRevoke: call.isAdmin,
  }
  const to = m.sessionType === GROUP ? m.groupID : m.recvID
  keepNotice(call, { sendID: userID, to, sessionType: m.sessionType, contentType: REVOKED, tips })
}

interface Deletion {
  userID: string
  conversationID: string
  seqs: number[]
}

function tellDeleted(call: Call, req: Deletion, place: { to: string; sessionType: number }): void {
  const { userID, conversationID, seqs } = req
  const tips = { userID, conversationID, seqs }
  keepNotice(call, { sendID: userID, ...place, contentType: DELETED, tips })
}
