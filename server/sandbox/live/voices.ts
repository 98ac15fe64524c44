import { compose, deliver } from '../delivery'
import { requireMaySend } from '../may-send'
import { afterSend } from '../message-hooks'
import type { Call } from '../router'
import type { Runtime } from '../runtime'
import { pictureContent } from '../seed/picture'
import type { Message, User } from '../state/model'
import { ApiError } from '../wire/errors'
import { encodeContent } from '../wire/json-encode'

/** Makes a message that somebody types now; it is not sent yet. */
export function typed(rt: Runtime, from: User, groupID: string, text: string, pictureBase?: string): Message {
  const now = rt.clock()
  const picture = pictureBase !== undefined
  const draft = {
    sendID: from.userID,
    groupID,
    sessionType: 3,
    contentType: picture ? 102 : 101,
    content: picture ? pictureContent(text, pictureBase) : encodeContent(new Map([['content', text]])),
    senderPlatformID: 2,
    senderNickname: from.nickname,
    senderFaceURL: from.faceURL,
    msgFrom: 100,
    status: 2,
  }
  return compose(draft, now)
}

/** Sends a message under the rules everybody is under, webhooks included; false when it was refused. */
export async function say(rt: Runtime, message: Message): Promise<boolean> {
  const operationID = `live-${message.clientMsgID.slice(0, 12)}`
  const call: Call = {
    rt,
    store: rt.store,
    now: rt.clock(),
    operationID,
    op: message.sendID,
    isAdmin: false,
    query: new URLSearchParams(),
  }
  try {
    await requireMaySend(call, message)
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
  deliver(rt, message, operationID)
  await afterSend(rt, message, operationID)
  return true
}
