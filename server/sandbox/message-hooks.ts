import { definedOf } from './defined'
import { offlinePush } from './offline-push'
import type { Runtime } from './runtime'
import type { Message } from './state/model'
import { noOverrides } from './webhooks'
import { argsError, panic } from './wire/errors'
import { bool, boolMap, int32, list, optional, struct, text } from './wire/fields'
import { encodeJson } from './wire/json-encode'
import { parseJson } from './wire/json-parse'

/** The body common to message callbacks (contract 9.2). */
function common(m: Message, operationID: string, seq = 0) {
  return {
    sendID: m.sendID,
    // declared here so that the key keeps its place; the sender overwrites it
    callbackCommand: '',
    serverMsgID: m.serverMsgID,
    clientMsgID: m.clientMsgID,
    operationID,
    senderPlatformID: m.senderPlatformID,
    senderNickname: m.senderNickname,
    sessionType: m.sessionType,
    msgFrom: m.msgFrom,
    contentType: m.contentType,
    status: m.status,
    sendTime: m.sendTime,
    createTime: m.createTime,
    content: isInternal(m.contentType) ? '' : m.content,
    seq,
    atUserList: m.atUserIDList,
    faceURL: m.senderFaceURL,
    ex: m.ex,
  }
}

/** OpenIM's own notices: no message of a person has such a type. */
export function isInternal(contentType: number): boolean {
  return contentType >= 1000 && contentType <= 5000
}

const modifyReply = struct('CallbackMsgModifyCommandResp', {
  content: optional(text),
  recvID: optional(text),
  groupID: optional(text),
  clientMsgID: optional(text),
  serverMsgID: optional(text),
  senderPlatformID: optional(int32),
  senderNickname: optional(text),
  senderFaceURL: optional(text),
  sessionType: optional(int32),
  msgFrom: optional(int32),
  contentType: optional(int32),
  status: optional(int32),
  options: optional(boolMap),
  atUserIDList: optional(list(text)),
  attachedInfo: optional(text),
  ex: optional(text),
  offlinePushInfo: offlinePush,
})

/** Asks whether a message may be sent; throws the denial. */
export async function beforeSend(rt: Runtime, m: Message, operationID: string): Promise<void> {
  if (!rt.webhooks.takesType(m.contentType)) return
  if (m.sessionType === 3) {
    const body = { ...common(m, operationID), groupID: m.groupID }
    await rt.webhooks.before(
      'beforeSendGroupMsg',
      'callbackBeforeSendGroupMsgCommand',
      body,
      operationID,
      noOverrides,
    )
  } else {
    const body = { ...common(m, operationID), recvID: m.recvID }
    await rt.webhooks.before(
      'beforeSendSingleMsg',
      'callbackBeforeSendSingleMsgCommand',
      body,
      operationID,
      noOverrides,
    )
  }
}

/** Lets somebody change a message before it is queued; returns the fields that are different now. */
export async function modify(
  rt: Runtime,
  m: Message,
  operationID: string,
): Promise<ReadonlyMap<string, unknown>> {
  if (!rt.webhooks.takesType(m.contentType) || (rt.patch && m.contentType !== 101)) return new Map()
  const reply = await rt.webhooks.before(
    'beforeMsgModify',
    'callbackBeforeMsgModifyCommand',
    common(m, operationID),
    operationID,
    modifyReply,
  )
  if (!reply) return new Map()
  if (reply.content !== undefined) requireObject(reply.content)
  if (reply.offlinePushInfo && !m.offlinePushInfo)
    throw panic('runtime error: invalid memory address or nil pointer dereference')
  const { options, ...rest } = reply
  const asked = definedOf({ ...rest, options: options && Object.fromEntries(options) })
  const before = new Map<string, unknown>(Object.entries(m))
  const changed = Object.entries(asked).filter(
    ([key, value]) => encodeJson(before.get(key)) !== encodeJson(value),
  )
  Object.assign(m, asked)
  return new Map(changed)
}

/** Tells that a message was queued; of system notifications (session type 4) nobody is told. */
export async function afterSend(rt: Runtime, m: Message, operationID: string): Promise<void> {
  if (m.sessionType === 4 || !rt.webhooks.takesType(m.contentType) || !rt.webhooks.attends(m)) return
  const query = rt.patch ? '' : keyQuery(m)
  if (m.sessionType === 3) {
    const body = { ...common(m, operationID), groupID: m.groupID }
    await rt.webhooks.after('afterSendGroupMsg', 'callbackAfterSendGroupMsgCommand', body, operationID, query)
  } else {
    const body = { ...common(m, operationID), recvID: m.recvID }
    await rt.webhooks.after(
      'afterSendSingleMsg',
      'callbackAfterSendSingleMsgCommand',
      body,
      operationID,
      query,
    )
  }
}

/** Tells that a message was stored, with its seq (main only). */
export function messageSaved(rt: Runtime, m: Message, operationID: string): void {
  if (rt.patch || !rt.webhooks.takesType(m.contentType)) return
  const op = `${operationID}$${operationID}`
  const body = { ...common(m, op, m.seq), recvID: m.recvID, groupID: m.groupID }
  void rt.webhooks.after('afterMsgSaveDB', 'callbackAfterMsgSaveDBCommand', body, op, keyQuery(m))
}

const conversationReply = struct('CallbackBeforeCreateConversationsResp', {
  recvMsgOpt: optional(int32),
  isPinned: optional(bool),
  isPrivateChat: optional(bool),
  burnDuration: optional(int32),
  groupAtType: optional(int32),
  attachedInfo: optional(text),
  ex: optional(text),
})

/**
 * Asks before a conversation is made for its first message and tells afterwards (main only). `open` makes it, with the
 * flags of the reply; a denial leaves people without it, though the message stays.
 */
export function conversationCreated(
  rt: Runtime,
  m: Message,
  operationID: string,
  open: (flags: object) => void,
): void {
  const kind = m.sessionType === 3 ? 'Group' : 'Single'
  const key = `Create${kind}ChatConversations`
  const name = (when: string) => `callback${when}${key}Command`
  const tell = (flags: object) => {
    open(flags)
    if (rt.patch) return
    const body = { ...conversationBody(m), ...flags }
    void rt.webhooks.after(`after${key}`, name('After'), body, operationID)
  }
  if (rt.patch || !rt.webhooks.enabled(`before${key}`)) {
    tell({})
    return
  }
  void rt.webhooks
    .before(`before${key}`, name('Before'), conversationBody(m), operationID, conversationReply)
    .then((reply) => tell(definedOf(reply ?? {})))
    .catch(() => {})
}

/** The sender's side of a new conversation; of a system notification the receiver's, who alone gets one. */
function conversationBody(m: Message) {
  const [owner, other] = m.sessionType === 4 ? [m.recvID, m.sendID] : [m.sendID, m.recvID]
  return {
    callbackCommand: '',
    ownerUserId: m.sessionType === 3 ? '' : owner,
    conversationId: m.conversationID,
    conversationType: m.sessionType,
    ...(m.sessionType === 3 ? { groupId: m.groupID } : { userId: other }),
    recvMsgOpt: 0,
    isPinned: false,
    isPrivateChat: false,
    burnDuration: 0,
    groupAtType: 0,
    attachedInfo: '',
    ex: '',
  }
}

function keyQuery(m: Message): string {
  const key = JSON.stringify({ sendID: m.sendID, recvID: m.recvID, groupID: m.groupID })
  return `?key=${encodeURIComponent(Buffer.from(key).toString('base64'))}`
}

function requireObject(content: string): void {
  try {
    if (parseJson(content) instanceof Map) return
  } catch {}
  throw argsError(`webhook msg modify content is not json, content=${content}`)
}
