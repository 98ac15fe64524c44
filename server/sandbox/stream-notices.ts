import { compose, GROUP, SINGLE } from './delivery'
import type { Call } from './router'
import type { Conversation } from './state/model'
import { byBytes, encodeJson } from './wire/json-encode'

/** Notices that clients fetch from a stream beside the conversation (contract 7.3, 7.7). */
export const REVOKED = 2101
export const DELETED = 2102
export const READ = 2200

/** The options of a notice that is kept: no message of its own, pushed to nobody who is not connected. */
const KEPT = {
  conversationUpdate: false,
  history: true,
  isNotNotification: false,
  isSendMsg: false,
  notPrivate: false,
  offlinePush: false,
  persistent: true,
  reactionFromCache: false,
  senderConversationUpdate: false,
  senderSync: true,
  unreadCount: false,
}

interface Notice {
  sendID: string
  /** The receiver, or the group where sessionType is 3. */
  to: string
  sessionType: number
  contentType: number
  tips: object
}

/** Keeps a notice in its `n_` stream, with a seq, as soon as a message would have one. */
export function keepNotice(call: Call, { sendID, to, sessionType, contentType, tips }: Notice): void {
  const group = sessionType === GROUP
  const message = compose(
    {
      sendID,
      recvID: to,
      groupID: group ? to : '',
      sessionType,
      contentType,
      content: encodeJson({ detail: encodeJson(tips) }),
      options: KEPT,
    },
    call.now,
  )
  message.conversationID = group ? `n_${to}` : `n_${[sendID, to].sort(byBytes).join('_')}`
  call.rt.later(call.rt.settings.storeDelayMs, () => {
    call.store.streams.append(message)
    call.store.streams.markStored(message)
    call.store.readSeqs.set(sendID, message.conversationID, message.seq)
  })
}

/** Where a notice about a conversation goes that somebody has: to the group, or to the other person. */
export function placeOf(row: Conversation, userID: string): { to: string; sessionType: number } {
  if (row.conversationType === GROUP) return { to: row.groupID, sessionType: GROUP }
  const other = row.ownerUserID === userID ? row.userID : row.ownerUserID
  return { to: other, sessionType: row.conversationType }
}

/** To somebody's own other devices. */
export function toSelf(userID: string): { to: string; sessionType: number } {
  return { to: userID, sessionType: SINGLE }
}
