import type { Call } from '../router'
import type { Message } from '../state/model'
import { msgData } from '../views'
import { encodeJson } from '../wire/json-encode'
import { quoteOf } from './quote'

export interface SeqRange {
  conversationID: string
  begin: number
  end: number
  num: number
}

const DELETED = 4
const QUOTE = 114
const REVOKED = 2101

/** The seqs of a conversation that a person can see; all that are left to somebody without a conversation of its own. */
export function visibleSeqs(call: Call, userID: string, conversationID: string) {
  const row = call.store.conversations.get(userID, conversationID)
  const stream = call.store.streams.get(conversationID)
  const min = Math.max(stream?.minSeq ?? 0, row?.minSeq ?? 0, 1)
  const newest = stream?.messages.length ?? 0
  const max = row?.maxSeq ? Math.min(row.maxSeq, newest) : newest
  return { min, max }
}

/**
 * The last `num` messages of a range, clipped to what the person can see, ascending; undefined when there are none.
 * Source: contract 7.3.
 */
export function readRange(call: Call, userID: string, range: SeqRange, order: number) {
  const notices = range.conversationID.startsWith('n_')
  if (!notices && !call.store.conversations.get(userID, range.conversationID)) return undefined
  const visible = visibleSeqs(call, userID, range.conversationID)
  const begin = Math.max(range.begin, visible.min)
  const end = Math.min(range.end, visible.max)
  const num = notices ? end - begin + 1 : range.num
  if (begin > end || num <= 0) return undefined
  const from = Math.max(begin, end - num + 1)
  const messages = call.store.streams.get(range.conversationID)?.messages.slice(from - 1, end) ?? []
  const isEnd = order === 1 ? range.begin <= visible.min : visible.max <= range.end
  return { Msgs: messages.map((m) => shown(call, userID, m)), isEnd, endSeq: 0 }
}

/** A message as that person sees it: a hole, hidden, revoked or whole. */
function shown(call: Call, userID: string, m: Message) {
  if (m.blank) return msgData(hole(m))
  if (m.hiddenFor?.includes(userID)) return msgData({ ...m, content: '', status: DELETED })
  if (!m.revoke)
    return msgData(m.contentType === QUOTE ? { ...m, content: quoteOf(call, m, revokedText) } : m)
  return msgData({ ...m, contentType: REVOKED, content: revokedText(m) })
}

function revokedText(m: Message): string {
  return encodeJson({ detail: encodeJson(revocation(m)) })
}

/** A physically deleted slot keeps only seq, status and a time (contract 7.1). */
function hole(m: Message): Message {
  return {
    conversationID: m.conversationID,
    seq: m.seq,
    sendID: '',
    recvID: '',
    groupID: '',
    clientMsgID: '',
    serverMsgID: '',
    senderPlatformID: 0,
    senderNickname: '',
    senderFaceURL: '',
    sessionType: 0,
    msgFrom: 0,
    contentType: 0,
    content: '',
    sendTime: m.sendTime,
    createTime: 0,
    status: DELETED,
    ex: '',
    atUserIDList: [],
    options: {},
    offlinePushInfo: null,
    attachedInfo: '',
    stored: true,
  }
}

function revocation(m: Message) {
  return {
    revokerID: m.revoke?.userID ?? '',
    revokerRole: m.revoke?.role ?? 0,
    clientMsgID: m.clientMsgID,
    revokerNickname: m.revoke?.nickname ?? '',
    revokeTime: m.revoke?.time ?? 0,
    sourceMessageSendTime: m.sendTime,
    sourceMessageSendID: m.sendID,
    sourceMessageSenderNickname: m.senderNickname,
    sessionType: m.sessionType,
    seq: m.seq,
    ex: m.ex,
  }
}
