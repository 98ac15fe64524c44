import { compose, type Draft, deliver, GROUP, NOTIFICATION, SINGLE } from '../delivery'
import { requireMaySend } from '../may-send'
import { noteMentions } from '../mentions'
import { afterSend } from '../message-hooks'
import { offlinePush } from '../offline-push'
import { push } from '../push-hooks'
import { badBody, type Call, type Route, route } from '../router'
import type { Message } from '../state/model'
import { ApiError, argsError, noPermission, userNotFound } from '../wire/errors'
import { anyObject, bool, type Decoded, int32, int64, list, optional, struct, text } from '../wire/fields'
import { encodeContent, encodeJson } from '../wire/json-encode'
import type { Json } from '../wire/json-parse'
import { checkContent, isSendable, mentioned } from './msg-content'

const sendShape = {
  sendID: text,
  recvID: text,
  groupID: text,
  senderNickname: text,
  senderFaceURL: text,
  senderPlatformID: int32,
  content: anyObject,
  contentType: int32,
  sessionType: int32,
  isOnlineOnly: bool,
  notOfflinePush: bool,
  sendTime: int64,
  offlinePushInfo: offlinePush,
  ex: text,
}

const sendRequest = struct('apistruct.SendMsgReq', sendShape)
const batchRequest = struct('apistruct.BatchSendMsgReq', {
  ...sendShape,
  isSendAll: bool,
  recvIDs: optional(list(text)),
})

type SendRequest = Decoded<typeof sendRequest>

/** Source: contract 7.5. */
export const msgSendRoutes: Route[] = [
  route(
    '/msg/send_msg',
    sendRequest,
    async (call, req) => {
      const problems = [...receiverProblems(req), ...commonProblems(req, 'SendMsgReq.SendMsg')]
      if (problems.length) throw badBody(problems.join('\n'))
      const content = checkedContent(call, req)
      return sendOne(call, req, content, req.recvID)
    },
    { streaming: true },
  ),

  route(
    '/msg/batch_send_msg',
    batchRequest,
    async (call, req) => {
      const problems = commonProblems(req, 'BatchSendMsgReq.SendMsg')
      if (!req.recvIDs) problems.push(required('BatchSendMsgReq', 'RecvIDs'))
      if (problems.length) throw badBody(problems.join('\n'))
      const content = checkedContent(call, req)
      const receivers = req.isSendAll ? [...call.store.users.keys()] : (req.recvIDs ?? [])
      return sendMany(call, req, content, receivers)
    },
    { streaming: true },
  ),
]

/** Missing fields, as the binder names them, in the order of the Go struct. */
function commonProblems(req: SendRequest, path: string): string[] {
  const out: string[] = []
  if (!req.sendID) out.push(required(path, 'SendID'))
  if (!req.groupID && (req.sessionType === 2 || req.sessionType === GROUP)) {
    const tag = 'required_if=SessionType 2|required_if=SessionType 3'
    out.push(`Key: '${path}.GroupID' Error:Field validation for 'GroupID' failed on the '${tag}' tag`)
  }
  if (!req.content) out.push(required(path, 'Content'))
  if (!req.contentType) out.push(required(path, 'ContentType'))
  if (!req.sessionType) out.push(required(path, 'SessionType'))
  return out
}

function receiverProblems(req: SendRequest): string[] {
  if (req.recvID || (req.sessionType !== SINGLE && req.sessionType !== NOTIFICATION)) return []
  return [`Key: 'SendMsgReq.RecvID' Error:Field validation for 'RecvID' failed on the 'required_if' tag`]
}

function required(path: string, field: string): string {
  return `Key: '${path}.${field}' Error:Field validation for '${field}' failed on the 'required' tag`
}

/** The stored content text; throws what is wrong with it, in OpenIM's order. */
function checkedContent(call: Call, req: SendRequest): string {
  if (!call.isAdmin) throw noPermission('only app manager can send message')
  const content = req.content ?? new Map<string, Json>()
  if (!isSendable(req.contentType, call.rt.patch)) throw unsendable()
  if (req.contentType === 1400) requireNotifier(call, req.sendID)
  checkContent(req.contentType, content)
  const wrongSession = req.sessionType === NOTIFICATION && req.contentType !== 1400
  if (wrongSession) throw argsError('notification msg must have correct session type and content type')
  const stored = encodeContent(content)
  return req.contentType === 1400 ? encodeJson({ detail: stored }) : stored
}

/** Refused by the API process itself, which leaves errDlt empty on patch.16 too. */
function unsendable(): ApiError {
  return new ApiError(1001, 'ArgsError', '', { dlt: '' })
}

function requireNotifier(call: Call, sendID: string): void {
  const sender = call.store.users.get(sendID)
  if (!sender) throw userNotFound('')
  if (sender.appMangerLevel < 2) throw noPermission('notification messages cannot be sent for this ID')
}

function messageOf(call: Call, req: SendRequest, content: string, recvID: string): Message {
  const sessionType = req.contentType === 1400 ? NOTIFICATION : req.sessionType
  const draft: Draft = {
    sendID: req.sendID,
    recvID: sessionType === GROUP ? '' : recvID,
    groupID: sessionType === GROUP ? req.groupID : '',
    senderPlatformID: req.senderPlatformID,
    senderNickname: req.senderNickname,
    senderFaceURL: req.senderFaceURL,
    sessionType,
    contentType: req.contentType,
    content,
    sendTime: req.sendTime || call.now,
    ex: req.ex,
    atUserIDList: req.contentType === 106 && req.content ? mentioned(req.content) : [],
    options: req.notOfflinePush ? { offlinePush: false } : {},
    offlinePushInfo: req.offlinePushInfo ?? null,
  }
  return compose(draft, call.now)
}

/** Sends to one receiver or group and remembers under the operationID that it was sent; a failure leaves no trace. */
async function sendOne(call: Call, req: SendRequest, content: string, recvID: string) {
  const answer = await sendOrLookSent(call, req.isOnlineOnly, messageOf(call, req, content, recvID))
  call.store.sendStatus.set(call.operationID, SENT)
  if (call.rt.patch) return { ...answer.ids, modify: null }
  return { ...answer.ids, modify: answer.changed.size ? answer.changed : undefined }
}

const SENT = 2

/** Sends a message. One that was denied without a code looks sent, but has no ids (contract 13.1). */
async function sendOrLookSent(call: Call, onlineOnly: boolean, message: Message) {
  if (![SINGLE, GROUP, NOTIFICATION].includes(message.sessionType)) throw argsError('unknown sessionType')
  try {
    const changed = await requireMaySend(call, message)
    await queue(call, message, onlineOnly)
    const { serverMsgID, clientMsgID, sendTime } = message
    return { ids: { serverMsgID, clientMsgID, sendTime }, changed }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 0) throw error
    return { ids: { serverMsgID: '', clientMsgID: '', sendTime: 0 }, changed: new Map<string, unknown>() }
  }
}

async function queue(call: Call, message: Message, onlineOnly: boolean): Promise<void> {
  if (onlineOnly) void push(call.rt, message, call.operationID)
  else deliver(call.rt, message, call.operationID)
  noteMentions(call.store, message)
  await afterSend(call.rt, message, call.operationID)
}

/** Sends one after the other; who could not be reached is only named. All copies share one clientMsgID. */
async function sendMany(call: Call, req: SendRequest, content: string, receivers: readonly string[]) {
  const results: object[] = []
  const failedUserIDs: string[] = []
  const { clientMsgID } = messageOf(call, req, content, '')
  for (const recvID of receivers) {
    const message = { ...messageOf(call, req, content, recvID), clientMsgID }
    try {
      const { ids, changed } = await sendOrLookSent(call, req.isOnlineOnly, message)
      results.push({ ...ids, recvID, modify: changed.size && !call.rt.patch ? changed : undefined })
    } catch {
      failedUserIDs.push(recvID)
    }
  }
  return { results, failedUserIDs }
}
