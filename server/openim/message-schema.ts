import { z } from 'zod'
import { groupConversationId, singleConversationId } from './conversation-id'
import { wireInt, wireMs, wireTextOrNull } from './wire'

export type MessageSession = 'single' | 'group' | 'notification' | 'unknown'

/** A stored message, in one form for both ways to read it. Times in ms. */
export interface Message {
  conversationId: string
  seq: number
  clientMsgId: string
  serverMsgId: string
  senderId: string
  senderNickname: string
  /** '' where OpenIM does not say: a search returns the group's picture in its place. */
  senderFaceUrl: string
  senderPlatformId: number
  groupId: string | null
  /** The other side of a one-to-one chat. */
  recipientId: string | null
  session: MessageSession
  contentType: number
  /** The content as JSON text, '' if there is none. Not trustworthy: OpenIM does not check what clients send. */
  content: string
  sentAt: number
  createdAt: number
  /** 4 is deleted, for the person asked as or for everybody; the rest are sending states. */
  status: number
  /** Revoked. A pull then hides the original content behind type 2101; a search still returns it. */
  revoked: boolean
  /** Gone for the person asked as, or for everybody: no content. */
  deleted: boolean
  /** Which way it was read: the two differ on revoked and deleted messages. */
  source: 'pull' | 'search'
}

const revocation = 2101
const deletedStatus = 4

const sessions: ReadonlyMap<number, MessageSession> = new Map([
  [1, 'single'],
  [2, 'group'],
  [3, 'group'],
  [4, 'notification'],
])

export const sessionCodes = { single: 1, group: 3 } as const

const common = {
  seq: wireInt,
  clientMsgID: z.string(),
  serverMsgID: z.string(),
  sendID: z.string(),
  recvID: wireTextOrNull,
  groupID: wireTextOrNull,
  senderNickname: z.string(),
  senderFaceURL: z.string(),
  senderPlatformID: wireInt,
  sessionType: wireInt,
  contentType: wireInt,
  sendTime: wireMs,
  createTime: wireMs,
  status: wireInt,
}

const commonShape = z.object(common)

function messageOf(wire: z.output<typeof commonShape>) {
  const session = sessions.get(wire.sessionType) ?? 'unknown'
  return {
    seq: wire.seq,
    clientMsgId: wire.clientMsgID,
    serverMsgId: wire.serverMsgID,
    senderId: wire.sendID,
    senderNickname: wire.senderNickname,
    senderFaceUrl: wire.senderFaceURL,
    senderPlatformId: wire.senderPlatformID,
    groupId: session === 'group' ? wire.groupID : null,
    recipientId: session === 'group' ? null : wire.recvID,
    session,
    contentType: wire.contentType,
    sentAt: wire.sendTime,
    createdAt: wire.createTime,
    status: wire.status,
    deleted: wire.status === deletedStatus,
  }
}

/** A message of `pull_msg_by_seq` (contract 7.1): content in base64. */
export const wirePulled = z.object({ ...common, content: z.string().nullable() }).transform(
  (wire) =>
    (conversationId: string): Message => ({
      ...messageOf(wire),
      conversationId,
      content: wire.content === null ? '' : Buffer.from(wire.content, 'base64').toString('utf8'),
      revoked: wire.contentType === revocation,
      source: 'pull',
    }),
)

/** A message of `search_msg` (contract 7.2): content as text, and the group's picture in the sender's place. */
export const wireFound = z
  .object({ chatLog: z.object({ ...common, content: z.string() }), isRevoked: z.boolean() })
  .transform(({ chatLog, isRevoked }): Message => {
    const message = messageOf(chatLog)
    return {
      ...message,
      conversationId:
        message.groupId === null
          ? singleConversationId(message.senderId, message.recipientId ?? '')
          : groupConversationId(message.groupId),
      senderFaceUrl: message.session === 'group' ? '' : message.senderFaceUrl,
      content: chatLog.content,
      revoked: isRevoked,
      source: 'search',
    }
  })
