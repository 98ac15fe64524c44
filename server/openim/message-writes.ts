import { z } from 'zod'
import { type Call, type CallOptions, readRoute, writeRoute } from './endpoint'
import { sessionCodes } from './message-schema'
import { noData, requestId, wireInt, wireMs, wireTextOrNull } from './wire'

const content = z.record(z.string(), z.json())

const sendMessage = writeRoute(
  '/msg/send_msg',
  z.object({
    sendID: requestId,
    recvID: z.string(),
    groupID: z.string(),
    senderNickname: z.string(),
    senderFaceURL: z.string(),
    senderPlatformID: z.int().min(0),
    content,
    contentType: z.int().min(1),
    sessionType: z.int().min(1),
    isOnlineOnly: z.boolean(),
    notOfflinePush: z.boolean(),
    sendTime: z.int().min(0),
    ex: z.string(),
  }),
  z.object({ serverMsgID: wireTextOrNull, clientMsgID: wireTextOrNull, sendTime: wireMs }),
)

const sendState = readRoute('/msg/check_msg_is_send_success', z.object({}), z.object({ status: wireInt }))

const revokeMessage = writeRoute(
  '/msg/revoke_msg',
  z.object({ conversationID: requestId, seq: z.int().min(1), userID: requestId }),
  noData,
)

const seqs = z.array(z.int().min(1)).min(1).max(1_000)

const blankMessages = writeRoute(
  '/msg/delete_msg_phsical_by_seq',
  z.object({ conversationID: requestId, seqs }),
  noData,
)

const deleteMessages = writeRoute(
  '/msg/delete_msgs',
  z.object({
    conversationID: requestId,
    seqs,
    userID: requestId,
    deleteSyncOpt: z.object({ IsSyncSelf: z.literal(true), IsSyncOther: z.literal(true) }),
  }),
  noData,
)

export interface NewMessage {
  /** Any user: OpenIM lets an admin speak as anyone. */
  senderId: string
  senderNickname?: string | undefined
  senderFaceUrl?: string | undefined
  to: { groupId: string } | { userId: string }
  /** 101 is text; contract 7.7 lists what each type needs in `content`. */
  contentType: number
  content: z.input<typeof content>
  /** Not stored and not searchable. */
  onlineOnly?: boolean | undefined
  offlinePush?: boolean | undefined
  /** ms; now where left out. */
  sentAt?: number | undefined
  ex?: string | undefined
}

export interface SentMessage {
  /** Null when the released line accepted the message but the recipient does not take it. */
  serverMsgId: string | null
  clientMsgId: string | null
  sentAt: number
}

/** What became of a message. `unknown`: OpenIM has not heard of it, or it was sent more than a day ago. */
export type SendState = 'unknown' | 'sending' | 'sent' | 'failed'

const sendStates: ReadonlyMap<number, SendState> = new Map([
  [1, 'sending'],
  [2, 'sent'],
  [3, 'failed'],
])

/** The platform that our own messages name as theirs. */
const webPlatform = 5

/** Sending and taking back messages (contract 7.4, 7.5). */
export function createMessageWrites(call: Call, adminId: string) {
  return {
    /** Sends a message. The answer comes before it has a seq or can be searched; `sendState` tells whether it landed. */
    async send(message: NewMessage, options: CallOptions): Promise<SentMessage> {
      const toGroup = 'groupId' in message.to
      const body = {
        sendID: message.senderId,
        recvID: 'userId' in message.to ? message.to.userId : '',
        groupID: 'groupId' in message.to ? message.to.groupId : '',
        senderNickname: message.senderNickname ?? '',
        senderFaceURL: message.senderFaceUrl ?? '',
        senderPlatformID: webPlatform,
        content: message.content,
        contentType: message.contentType,
        sessionType: toGroup ? sessionCodes.group : sessionCodes.single,
        isOnlineOnly: message.onlineOnly ?? false,
        notOfflinePush: !(message.offlinePush ?? true),
        sendTime: message.sentAt ?? 0,
        ex: message.ex ?? '',
      }
      const data = await call(sendMessage, body, options)
      return { serverMsgId: data.serverMsgID, clientMsgId: data.clientMsgID, sentAt: data.sendTime }
    },

    /**
     * What became of the message that `send` sent with this same operation id: the way to read back after an `uncertain`
     * error. Only the last one of an operation id is known.
     */
    async sendState(options: CallOptions): Promise<SendState> {
      return sendStates.get((await call(sendState, {}, options)).status) ?? 'unknown'
    },

    /**
     * Revokes a message as the app admin: everybody sees that it was taken back, OpenIM keeps the original. 1404 if it
     * was revoked before, 1004 if there is none. On a message already deleted for everybody it answers success.
     */
    revoke(conversationId: string, seq: number, options: CallOptions): Promise<undefined> {
      return call(revokeMessage, { conversationID: conversationId, seq, userID: adminId }, options)
    },

    /**
     * Destroys messages for everybody, for good. With `tellAs`, somebody who has the conversation, people's apps are told
     * and remove it from the screen; without, nobody is. Messages that do not exist are no error.
     */
    deleteForAll(
      conversationId: string,
      messageSeqs: readonly number[],
      how: { tellAs?: string | undefined },
      options: CallOptions,
    ): Promise<undefined> {
      const body = { conversationID: conversationId, seqs: [...messageSeqs] }
      if (how.tellAs === undefined) return call(blankMessages, body, options)
      const deleteSyncOpt = { IsSyncSelf: true, IsSyncOther: true } as const
      return call(deleteMessages, { ...body, userID: how.tellAs, deleteSyncOpt }, options)
    },
  }
}
