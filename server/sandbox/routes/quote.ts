import { offlinePush } from '../offline-push'
import type { Call } from '../router'
import type { Message } from '../state/model'
import {
  bool,
  boolMap,
  type Decoded,
  type Field,
  int32,
  int64,
  list,
  optional,
  struct,
  TypeMismatch,
  text,
} from '../wire/fields'
import { encodeContent, encodeJson, RawJson } from '../wire/json-encode'
import { type Json, JsonSyntaxError, parseJson } from '../wire/json-parse'

const REVOKED = 2101
const NOTHING = '{}'

/** Any JSON, kept to be written again. */
const anything: Field<RawJson | undefined> = {
  goType: 'json.RawMessage',
  zero: () => undefined,
  decode: (value) => new RawJson(encodeContent(value)),
}

/** A quoted message as the server knows it; what else a client puts there is lost when the quote is rewritten. */
const quotedMessage = struct('MsgData', {
  sendID: text,
  recvID: text,
  groupID: text,
  clientMsgID: text,
  serverMsgID: text,
  senderPlatformID: int32,
  senderNickname: text,
  senderFaceURL: text,
  sessionType: int32,
  msgFrom: int32,
  contentType: int32,
  content: text,
  seq: int64,
  sendTime: int64,
  createTime: int64,
  status: int32,
  isRead: bool,
  options: optional(boolMap),
  offlinePushInfo: offlinePush,
  atUserIDList: list(text),
  attachedInfo: text,
  ex: text,
  keyVersion: int32,
  dstUserIDs: list(text),
})

const quote = struct('quoteMsg', {
  text,
  quoteMessage: optional(quotedMessage),
  messageEntityList: anything,
})

/**
 * The content of a quote as history shows it: where the quoted message was revoked, or is none with a seq, the quote is
 * rewritten so that its text is gone (contract 7.7).
 */
export function quoteOf(call: Call, m: Message, revokedText: (source: Message) => string): string {
  const read = readQuote(m.content)
  const quoted = read?.quoteMessage
  if (!read || !quoted?.content) return m.content
  if (quoted.seq <= 0 && quoted.contentType === REVOKED) return m.content
  const source = quoted.seq > 0 ? call.store.streams.message(m.conversationID, quoted.seq) : undefined
  if (source && !source.revoke) return m.content
  return rewritten(read, { ...quoted, contentType: REVOKED, content: source ? revokedText(source) : NOTHING })
}

function readQuote(content: string): Decoded<typeof quote> | undefined {
  try {
    const parsed: Json = parseJson(content)
    return parsed === null ? undefined : quote.decode(parsed, { struct: '', path: [] })
  } catch (error) {
    if (error instanceof TypeMismatch || error instanceof JsonSyntaxError) return undefined
    throw error
  }
}

function rewritten(read: Decoded<typeof quote>, quoted: Decoded<typeof quotedMessage>): string {
  return encodeJson({
    text: read.text || undefined,
    quoteMessage: { ...quoted, offlinePushInfo: quoted.offlinePushInfo ?? null },
    messageEntityList: read.messageEntityList,
  })
}
