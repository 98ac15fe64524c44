import { pageOf, pagination } from '../paging'
import { requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { Message } from '../state/model'
import { DOCUMENT_SIZE } from '../state/streams'
import { chatLog } from '../views'
import { need, panic } from '../wire/errors'
import { bool, int32, int64, list, struct, text } from '../wire/fields'
import { readRange } from './history'
import { startOfDay } from './search-day'

const searchRequest = struct('msg.SearchMessageReq', {
  sendID: text,
  recvID: text,
  contentType: int32,
  sendTime: text,
  sessionType: int32,
  pagination,
})

/** After the asked page is full, counting goes on over so many stored documents. */
const COUNTED_DOCUMENTS = 550
const DAY_MS = 86_400_000

/** Source: contract 7.2, 7.3. */
export const msgReadRoutes: Route[] = [
  route('/msg/search_msg', searchRequest, (call, req) => {
    const day = startOfDay(req.sendTime)
    const showNumber = req.pagination?.showNumber ?? 0
    const pageNumber = Math.max(req.pagination?.pageNumber ?? 1, 1)
    if (showNumber < 0) throw panic('runtime error: slice bounds out of range')
    const wanted = (m: Message) =>
      (!req.sendID || m.sendID === req.sendID) &&
      (!req.recvID || m.recvID === req.recvID || m.groupID === req.recvID) &&
      (!req.contentType || m.contentType === req.contentType) &&
      (!req.sessionType || m.sessionType === req.sessionType) &&
      (day === undefined || (m.sendTime >= day && m.sendTime < day + DAY_MS))
    if (call.rt.patch && !isFiltered(req)) requireWholeDocuments(call)
    const only = req.sessionType === 3 && req.recvID ? `sg_${req.recvID}` : undefined
    const found = search(call, wanted, pageNumber * showNumber, only)
    const chatLogs = pageOf(found, { pageNumber, showNumber }).map((m) => ({
      chatLog: chatLog(call.store, m),
      isRevoked: m.revoke !== undefined,
    }))
    return { chatLogs, chatLogsNum: found.length }
  }),

  route(
    '/msg/pull_msg_by_seq',
    struct('sdkws.PullMessageBySeqsReq', {
      userID: text,
      seqRanges: list(
        struct('sdkws.SeqRange', { conversationID: text, begin: int64, end: int64, num: int64 }),
      ),
      order: int32,
    }),
    (call, req) => {
      if (!call.rt.patch) requireSelf(call, req.userID)
      const msgs = new Map<string, unknown>()
      const notificationMsgs = new Map<string, unknown>()
      for (const range of req.seqRanges) {
        const pulled = readRange(call, req.userID, range, req.order)
        if (pulled)
          (range.conversationID.startsWith('n_') ? notificationMsgs : msgs).set(range.conversationID, pulled)
      }
      return { msgs, notificationMsgs }
    },
  ),

  route('/msg/newest_seq', struct('sdkws.GetMaxSeqReq', { userID: text }), (call, req) => {
    requireSelf(call, req.userID)
    const maxSeqs = new Map<string, number>()
    const ids = call.store.conversations.of(req.userID).map((row) => row.conversationID)
    const streams = ids.map((id) => id.replace(/^[^_]*_/, 'n_'))
    for (const id of [...ids, ...streams, `n_${req.userID}_${req.userID}`]) {
      const seq = call.store.streams.maxSeq(id)
      if (seq > 0) maxSeqs.set(id, seq)
    }
    return { maxSeqs, minSeqs: new Map() }
  }),

  route(
    '/msg/get_conversations_has_read_and_max_seq',
    struct('msg.GetConversationsHasReadAndMaxSeqReq', {
      userID: text,
      conversationIDs: list(text),
      returnPinned: bool,
    }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      if (!call.rt.patch) requireSelf(call, req.userID)
      const rows = call.store.conversations.of(req.userID)
      const ids = req.conversationIDs.length ? req.conversationIDs : rows.map((r) => r.conversationID)
      const seqs = new Map(ids.map((id) => [id, seqsOf(call, req.userID, id)]))
      const pinned = req.returnPinned ? rows.filter((r) => r.isPinned).map((r) => r.conversationID) : []
      return { seqs, pinnedConversationIDs: pinned }
    },
  ),

  route('/msg/get_server_time', struct('msg.GetServerTimeReq', {}), (call) => ({ serverTime: call.now })),

  route('/msg/check_msg_is_send_success', struct('msg.GetSendMsgStatusReq', {}), (call) => ({
    status: call.store.sendStatus.get(call.operationID) ?? 0,
  })),
]

function seqsOf(call: Call, userID: string, conversationID: string) {
  const frozen = call.store.conversations.get(userID, conversationID)?.maxSeq ?? 0
  const newest = call.store.streams.maxSeq(conversationID)
  // the time at which the seq was given, which a sendTime of the sender's choice does not change
  const maxSeqTime = call.store.streams.message(conversationID, newest)?.createTime ?? 0
  const hasReadSeq = call.store.readSeqs.get(userID, conversationID) ?? 0
  return { maxSeq: frozen || newest, hasReadSeq, maxSeqTime }
}

interface SearchFilter {
  sendID: string
  recvID: string
  contentType: number
  sendTime: string
  sessionType: number
}

function isFiltered({ sendID, recvID, contentType, sendTime, sessionType }: SearchFilter): boolean {
  return Boolean(sendID || recvID || contentType || sendTime || sessionType)
}

/** patch.16 crashes on a slot without a message as soon as no filter skips it (contract 12). */
function requireWholeDocuments(call: Call): void {
  const searched = [...call.store.streams.all()].filter((s) => /^s[ig]_/.test(s.conversationID))
  if (searched.some((s) => s.messages.length % DOCUMENT_SIZE !== 0 || s.messages.some((m) => m.blank))) {
    throw panic('runtime error: invalid memory address or nil pointer dereference')
  }
}

/** Stored messages of group and one-to-one conversations, oldest document first; counting may stop early. */
function search(call: Call, wanted: (m: Message) => boolean, fill: number, only?: string): Message[] {
  const found: Message[] = []
  let beyond = 0
  for (const messages of call.store.streams.stored(only)) {
    const first = messages[0]
    if (!first || !/^s[ig]_/.test(first.conversationID)) continue
    if (found.length >= fill && ++beyond > COUNTED_DOCUMENTS) break
    for (const m of messages) if (wanted(m)) found.push(m)
  }
  return found
}
