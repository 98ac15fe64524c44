import { compose, deliver, GROUP, SINGLE } from '../delivery'
import { requireMaySend, requireMaySendToGroup } from '../may-send'
import { afterSend } from '../message-hooks'
import { offlinePush } from '../offline-push'
import { requireSelf } from '../permissions'
import { badBody, type Call, type Route, route } from '../router'
import { keepNotice } from '../stream-notices'
import { argsError, noPermission } from '../wire/errors'
import { bool, type Decoded, int32, optional, struct, text } from '../wire/fields'
import { encodeContent, encodeJson } from '../wire/json-encode'

const BUSINESS = 2001
const MARKDOWN = 118

const businessRequest = struct('apistruct.SendBusinessNotificationReq', {
  key: text,
  data: text,
  sendUserID: text,
  recvUserID: text,
  recvGroupID: text,
  sendMsg: bool,
  reliabilityLevel: optional(int32),
})

const simpleRequest = struct('apistruct.SendSingleMsgReq', {
  content: text,
  sendID: text,
  offlinePushInfo: offlinePush,
  ex: text,
})

/** Source: contract 7.5. */
export const msgOtherRoutes: Route[] = [
  route(
    '/msg/send_business_notification',
    businessRequest,
    async (call, req) => ({ ...(await sendBusiness(call, req)), ...(call.rt.patch ? { modify: null } : {}) }),
    { streaming: true },
  ),

  simpleRoute(),
]

/** The key in the query is looked at before the body. */
function simpleRoute(): Route {
  const inner = route('/msg/send_simple_msg', simpleRequest, sendSimple, { streaming: true, mainOnly: true })
  const run: Route['run'] = (call, body) => {
    decodedKey(call)
    return inner.run(call, body)
  }
  return { ...inner, run }
}

/** Reliability 2: kept in the `n_` stream; 1 reaches only those who are connected. */
const KEPT = 2

async function sendBusiness(call: Call, req: Decoded<typeof businessRequest>) {
  requireReceiver(call, req)
  if (!call.isAdmin) throw noPermission('only app manager can send message')
  const detail = encodeJson({ key: req.key, data: req.data })
  const group = req.recvGroupID !== ''
  const message = compose(
    {
      sendID: req.sendUserID,
      recvID: req.recvUserID,
      groupID: req.recvGroupID,
      sessionType: group ? GROUP : SINGLE,
      contentType: BUSINESS,
      content: encodeJson({ detail }),
      options: { offlinePush: false, unreadCount: false },
    },
    call.now,
  )
  if (group) requireMaySendToGroup(call, message)
  if (req.reliabilityLevel === KEPT && !call.rt.patch) {
    const { sendID, sessionType } = message
    const to = group ? req.recvGroupID : req.recvUserID
    keepNotice(call, {
      sendID,
      to,
      sessionType,
      contentType: BUSINESS,
      tips: { key: req.key, data: req.data },
    })
  }
  if (req.sendMsg && !call.rt.patch) deliver(call.rt, message, call.operationID)
  await afterSend(call.rt, message, call.operationID)
  const { serverMsgID, clientMsgID, sendTime } = message
  return { serverMsgID, clientMsgID, sendTime }
}

/** Throws unless there is a sender and exactly one receiver; patch.16 knows only people. */
function requireReceiver(call: Call, req: Decoded<typeof businessRequest>): void {
  const missing = req.sendUserID ? [] : [requiredText('', 'SendUserID')]
  if (call.rt.patch && !req.recvUserID) missing.push(requiredText('', 'RecvUserID'))
  if (missing.length) throw badBody(missing.join('\n'))
  if (call.rt.patch) return
  if (!req.recvUserID && !req.recvGroupID)
    throw argsError('recvUserID and recvGroupID cannot be empty at the same time')
  if (req.recvUserID && req.recvGroupID)
    throw argsError('recvUserID and recvGroupID cannot be set at the same time')
}

/** An app admin's platform, as which a simple message is sent. */
const ADMIN_PLATFORM = 10
const FROM_USER = 100

/** Answers, as markdown, the message whose key an after-send webhook gave out. */
async function sendSimple(call: Call, req: Decoded<typeof simpleRequest>) {
  if (!req.content) throw badBody(requiredText('SendSingleMsgReq.', 'Content'))
  const key = readKey(decodedKey(call))
  const sendID = key.groupID ? req.sendID : key.recvID
  requireSelf(call, sendID)
  const message = compose(
    {
      sendID,
      recvID: key.groupID ? '' : key.sendID,
      groupID: key.groupID,
      senderPlatformID: ADMIN_PLATFORM,
      msgFrom: FROM_USER,
      sessionType: key.groupID ? GROUP : SINGLE,
      contentType: MARKDOWN,
      content: encodeContent(new Map([['content', req.content]])),
      offlinePushInfo: req.offlinePushInfo ?? null,
      ex: req.ex,
    },
    call.now,
  )
  const changed = await requireMaySend(call, message)
  deliver(call.rt, message, call.operationID)
  call.store.sendStatus.set(call.operationID, 2)
  await afterSend(call.rt, message, call.operationID)
  const { serverMsgID, clientMsgID, sendTime } = message
  return { serverMsgID, clientMsgID, sendTime, modify: changed.size ? changed : undefined }
}

interface Key {
  sendID: string
  recvID: string
  groupID: string
}

function decodedKey(call: Call): string {
  const encoded = call.query.get('key')
  if (!encoded) throw argsError('missing key in query')
  // a plus of base64 that was not written as %2B arrives as a space
  const text = encoded.replaceAll(' ', '+')
  const wrong = text.search(/[^A-Za-z0-9+/=]/)
  if (wrong >= 0) throw argsError(`illegal base64 data at input byte ${wrong}`)
  return Buffer.from(text, 'base64').toString()
}

function readKey(json: string): Key {
  try {
    const read: Partial<Key> = JSON.parse(json)
    return {
      sendID: String(read.sendID ?? ''),
      recvID: String(read.recvID ?? ''),
      groupID: String(read.groupID ?? ''),
    }
  } catch {
    throw argsError('invalid key in query')
  }
}

function requiredText(path: string, field: string): string {
  return `Key: '${path}${field}' Error:Field validation for '${field}' failed on the 'required' tag`
}
