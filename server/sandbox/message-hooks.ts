import { definedOf } from './defined'
import type { Runtime } from './runtime'
import type { Message } from './state/model'
import { noOverrides } from './webhooks'
import { argsError } from './wire/errors'
import { boolMap, int32, list, optional, struct, text } from './wire/fields'
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
    content: m.contentType >= 1500 && m.contentType <= 1600 ? '' : m.content,
    seq,
    atUserList: m.atUserIDList,
    faceURL: m.senderFaceURL,
    ex: m.ex,
  }
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

/** Lets somebody change a message before it is queued; returns the fields that were changed. */
export async function modify(rt: Runtime, m: Message, operationID: string): Promise<Record<string, unknown>> {
  if (!rt.webhooks.takesType(m.contentType) || (rt.patch && m.contentType !== 101)) return {}
  const reply = await rt.webhooks.before(
    'beforeMsgModify',
    'callbackBeforeMsgModifyCommand',
    common(m, operationID),
    operationID,
    modifyReply,
  )
  if (!reply) return {}
  if (reply.content !== undefined) requireObject(reply.content)
  const { options, ...rest } = reply
  const changed = definedOf({ ...rest, options: options && Object.fromEntries(options) })
  Object.assign(m, changed)
  return changed
}

/** Tells that a message was queued. */
export async function afterSend(rt: Runtime, m: Message, operationID: string): Promise<void> {
  if (!rt.webhooks.takesType(m.contentType)) return
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

/** Tells that a conversation got its first message (main only; a denial is not acted on). */
export function conversationCreated(rt: Runtime, m: Message, operationID: string): void {
  if (rt.patch) return
  const kind = m.sessionType === 3 ? 'Group' : 'Single'
  const body = {
    callbackCommand: '',
    ownerUserId: m.sessionType === 3 ? '' : m.sendID,
    conversationId: m.conversationID,
    conversationType: m.sessionType,
    ...(m.sessionType === 3 ? { groupId: m.groupID } : { userId: m.recvID }),
    recvMsgOpt: 0,
    isPinned: false,
    isPrivateChat: false,
    burnDuration: 0,
    groupAtType: 0,
    attachedInfo: '',
    ex: '',
  }
  const name = (when: string) => `callback${when}Create${kind}ChatConversationsCommand`
  void rt.webhooks
    .before(`beforeCreate${kind}ChatConversations`, name('Before'), body, operationID, noOverrides)
    .catch(() => {})
    .then(() => rt.webhooks.after(`afterCreate${kind}ChatConversations`, name('After'), body, operationID))
}

function keyQuery(m: Message): string {
  const key = JSON.stringify({ sendID: m.sendID, recvID: m.recvID, groupID: m.groupID })
  return `?key=${encodeURIComponent(Buffer.from(key).toString('base64'))}`
}

function requireObject(content: string): void {
  try {
    if (parseJson(content) instanceof Map) return
  } catch {}
  throw argsError('content is not json')
}
