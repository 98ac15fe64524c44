import { compose, deliver, GROUP, SINGLE } from '../delivery'
import { requireMaySend } from '../may-send'
import { afterSend } from '../message-hooks'
import { requireAppAdmin } from '../permissions'
import { badBody, type Call, type Route, route } from '../router'
import { argsError, noPermission } from '../wire/errors'
import { bool, int32, optional, struct, text } from '../wire/fields'
import { encodeContent, encodeJson } from '../wire/json-encode'

const BUSINESS = 2001
const MARKDOWN = 118

/** Source: contract 7.5. */
export const msgOtherRoutes: Route[] = [
  route(
    '/msg/send_business_notification',
    struct('apistruct.SendBusinessNotificationReq', {
      key: text,
      data: text,
      sendUserID: text,
      recvUserID: text,
      recvGroupID: text,
      sendMsg: bool,
      reliabilityLevel: optional(int32),
    }),
    (call, req) => {
      if (!req.sendUserID) throw badBody(requiredText('SendBusinessNotificationReq', 'SendUserID'))
      if (call.rt.patch && !req.recvUserID)
        throw badBody(requiredText('SendBusinessNotificationReq', 'RecvUserID'))
      if (Boolean(req.recvUserID) === Boolean(req.recvGroupID)) {
        throw argsError('recvUserID and recvGroupID cannot be empty or set at the same time')
      }
      requireAppAdmin(call)
      const detail = encodeJson({ key: req.key, data: req.data })
      const message = compose(
        {
          sendID: req.sendUserID,
          recvID: req.recvUserID,
          groupID: req.recvGroupID,
          sessionType: req.recvGroupID ? GROUP : SINGLE,
          contentType: BUSINESS,
          content: encodeJson({ detail }),
        },
        call.now,
      )
      // online only unless a chat copy is asked for; nobody is online here
      if (req.sendMsg && !call.rt.patch) deliver(call.rt, message, call.operationID)
      const { serverMsgID, clientMsgID, sendTime } = message
      return { serverMsgID, clientMsgID, sendTime }
    },
    { streaming: true },
  ),

  route(
    '/msg/send_simple_msg',
    struct('apistruct.SendSingleMsgReq', { content: text, sendID: text, ex: text }),
    (call, req) => sendSimple(call, req),
    { streaming: true, mainOnly: true },
  ),
]

interface Key {
  sendID: string
  recvID: string
  groupID: string
}

/** Answers, as markdown, the message whose key an after-send webhook gave out. */
async function sendSimple(call: Call, req: { content: string; sendID: string; ex: string }) {
  if (!req.content) throw badBody(requiredText('SendSingleMsgReq', 'Content'))
  const key = readKey(call.query.get('key') ?? '')
  const sendID = key.groupID ? req.sendID : key.recvID
  if (!call.isAdmin && call.op !== sendID) throw noPermission('opUser in ownerUserIDs')
  const message = compose(
    {
      sendID,
      recvID: key.groupID ? '' : key.sendID,
      groupID: key.groupID,
      sessionType: key.groupID ? GROUP : SINGLE,
      contentType: MARKDOWN,
      content: encodeContent(new Map([['content', req.content]])),
      ex: req.ex,
    },
    call.now,
  )
  await requireMaySend(call, message)
  deliver(call.rt, message, call.operationID)
  call.store.sendStatus.set(call.operationID, 2)
  await afterSend(call.rt, message, call.operationID)
  const { serverMsgID, clientMsgID, sendTime } = message
  return { serverMsgID, clientMsgID, sendTime }
}

function readKey(encoded: string): Key {
  if (!encoded) throw argsError('missing key in query')
  try {
    const read: Partial<Key> = JSON.parse(Buffer.from(encoded, 'base64').toString())
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
  return `Key: '${path}.${field}' Error:Field validation for '${field}' failed on the 'required' tag`
}
