import { GROUP, SINGLE } from '../delivery'
import { requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { Conversation } from '../state/model'
import { keepNotice, placeOf, READ, toSelf } from '../stream-notices'
import { argsError, need, notFound } from '../wire/errors'
import { int64, list, struct, text } from '../wire/fields'

const markRequest = struct('msg.MarkMsgsAsReadReq', {
  conversationID: text,
  userID: text,
  hasReadSeq: int64,
  seqs: list(int64),
})

/** Read marks: each of the three has rules of its own. On patch.16 nobody checks who marks. Source: contract 7.3. */
export const readMarkRoutes: Route[] = [
  route('/msg/mark_msgs_as_read', markRequest, async (call, req) => {
    need(req.conversationID, 'conversationID is empty')
    need(req.seqs, 'seqs is empty')
    need(req.userID, 'userID is empty')
    requireSeqs(req.seqs)
    requireOwn(call, req.userID)
    const last = req.seqs.at(-1) ?? 0
    requireReached(call, req.conversationID, last)
    const row = takeConversation(call, req)
    markMessages(call, req, req.seqs)
    raise(call, req, last)
    await tellSingleRead(call, row, req.userID, req.seqs)
    keepRead(call, req, placeOf(row, req.userID), req.seqs, last)
  }),

  route('/msg/mark_conversation_as_read', markRequest, async (call, req) => {
    requireMark(req)
    requireSeqs(req.seqs)
    requireOwn(call, req.userID)
    const row = takeConversation(call, req)
    const seqs: number[] = []
    const known = raise(call, req, req.hasReadSeq)
    if (row.conversationType === SINGLE) {
      const end = Math.min(req.hasReadSeq, call.store.streams.maxSeq(req.conversationID))
      for (let seq = known + 1; seq <= end; seq++) seqs.push(seq)
      seqs.push(...req.seqs.filter((seq) => !seqs.includes(seq)))
      markMessages(call, req, seqs)
    }
    const place = row.conversationType === SINGLE ? placeOf(row, req.userID) : toSelf(req.userID)
    keepRead(call, req, place, seqs, Math.max(known, req.hasReadSeq))
    if (row.conversationType === SINGLE) await tellSingleRead(call, row, row.ownerUserID, req.seqs)
    else if (row.conversationType === GROUP) await tellGroupRead(call, row, req)
  }),

  // looks at no conversation, and takes seqs before the known one too
  route('/msg/set_conversation_has_read_seq', markRequest, (call, req) => {
    requireMark(req)
    requireOwn(call, req.userID)
    requireReached(call, req.conversationID, req.hasReadSeq)
    call.store.readSeqs.set(req.userID, req.conversationID, req.hasReadSeq)
    keepRead(call, req, toSelf(req.userID), [], req.hasReadSeq)
  }),
]

interface Mark {
  conversationID: string
  userID: string
  hasReadSeq: number
}

function requireMark(req: Mark): void {
  need(req.conversationID, 'conversationID is empty')
  need(req.userID, 'userID is empty')
  if (req.hasReadSeq < 1) throw argsError('hasReadSeq is invalid')
}

function requireSeqs(seqs: readonly number[]): void {
  if (seqs.includes(0)) throw argsError('seqs has 0 value is invalid')
}

function requireOwn(call: Call, userID: string): void {
  if (!call.rt.patch) requireSelf(call, userID)
}

function requireReached(call: Call, conversationID: string, seq: number): void {
  if (seq > call.store.streams.maxSeq(conversationID))
    throw argsError('hasReadSeq must not be bigger than maxSeq')
}

function takeConversation(call: Call, { userID, conversationID }: Mark): Conversation {
  const row = call.store.conversations.get(userID, conversationID)
  if (!row) throw notFound('conversation not found', 'conversation not found')
  return row
}

/** Sets the highest seq read, never back; returns what it was. */
function raise(call: Call, { userID, conversationID }: Mark, seq: number): number {
  const known = call.store.readSeqs.get(userID, conversationID) ?? 0
  if (seq > known) call.store.readSeqs.set(userID, conversationID, seq)
  return known
}

/** Marks messages of other people as read. */
function markMessages(call: Call, { userID, conversationID }: Mark, seqs: readonly number[]): void {
  for (const seq of seqs) {
    const m = call.store.streams.message(conversationID, seq)
    if (m && m.sendID !== userID) m.isRead = true
  }
}

function keepRead(
  call: Call,
  { userID, conversationID }: Mark,
  place: { to: string; sessionType: number },
  seqs: readonly number[],
  hasReadSeq: number,
): void {
  const tips = { markAsReadUserID: userID, conversationID, seqs, hasReadSeq }
  keepNotice(call, { sendID: userID, ...place, contentType: READ, tips })
}

function tellSingleRead(call: Call, row: Conversation, userID: string, Seqs: readonly number[]) {
  const { conversationID, conversationType } = row
  const body = { callbackCommand: '', conversationID, userID, Seqs, contentType: conversationType }
  const command = 'callbackAfterSingleMsgReadCommand'
  return call.rt.webhooks.after('afterSingleMsgRead', command, body, call.operationID)
}

function tellGroupRead(call: Call, row: Conversation, req: Mark) {
  const body = {
    callbackCommand: '',
    sendID: row.ownerUserID,
    receiveID: req.userID,
    unreadMsgNum: req.hasReadSeq,
    contentType: row.conversationType,
  }
  const command = 'callbackAfterGroupMsgReadCommand'
  return call.rt.webhooks.after('afterGroupMsgRead', command, body, call.operationID)
}
