import { z } from 'zod'
import { type Call, type CallOptions, writeRoute } from './endpoint'
import { requestId, requestIds, wireList, wireMs, wireTextOrNull } from './wire'

/** How many people one request may name: OpenIM works through them one after the other while we wait. */
export const mostRecipients = 100

const announcementType = 1400
const notificationSession = 4
const singleSession = 1
const webPlatform = 5

const batchSend = writeRoute(
  '/msg/batch_send_msg',
  z.object({
    sendID: requestId,
    // Required by the form of a single message; the recipients are `recvIDs`.
    recvID: requestId,
    recvIDs: requestIds(mostRecipients),
    // Everybody, admins and notification accounts included, in one request that cannot be resumed: never.
    isSendAll: z.literal(false),
    senderNickname: z.string(),
    senderFaceURL: z.string(),
    senderPlatformID: z.int(),
    content: z.record(z.string(), z.json()),
    contentType: z.int().min(1),
    sessionType: z.union([z.literal(singleSession), z.literal(notificationSession)]),
    isOnlineOnly: z.literal(false),
    notOfflinePush: z.boolean(),
    ex: z.string(),
  }),
  z.object({
    results: wireList(
      z.object({
        recvID: z.string().min(1),
        serverMsgID: wireTextOrNull,
        clientMsgID: wireTextOrNull,
        sendTime: wireMs,
      }),
    ),
    failedUserIDs: wireList(z.string()),
  }),
)

/** Who speaks, as the recipients will see them: OpenIM does not look names up. */
export interface Sender {
  id: string
  nickname: string
  faceUrl?: string | undefined
}

/** A plain text in the one-to-one chat, or an announcement in the notification chat (contract 7.6). */
export type BroadcastBody =
  | { kind: 'text'; text: string }
  | { kind: 'announcement'; title: string; text: string; url?: string | undefined }

export interface BroadcastResult {
  sent: { userId: string; serverMsgId: string; clientMsgId: string | null; sentAt: number }[]
  /** Whom OpenIM did not send to. It does not say why: unknown, or not willing to receive. */
  failed: string[]
}

/** Sending one message to many people (contract 7.5, 7.6). */
export function createBroadcast(call: Call) {
  return {
    /**
     * Sends to up to 100 people and says whom it reached. An announcement needs a notification account as sender (1002
     * otherwise), and OpenIM takes it for ids that nobody has too: check them first. After an `uncertain` error some may have it: it cannot be read back, so ask somebody before repeating.
     */
    async toPeople(
      sender: Sender,
      userIds: readonly string[],
      body: BroadcastBody,
      how: { offlinePush?: boolean | undefined; ex?: string | undefined },
      options: CallOptions,
    ): Promise<BroadcastResult> {
      const request = {
        sendID: sender.id,
        recvID: userIds[0] ?? '',
        recvIDs: [...userIds],
        isSendAll: false as const,
        senderNickname: sender.nickname,
        senderFaceURL: sender.faceUrl ?? '',
        senderPlatformID: webPlatform,
        ...contentOf(sender, body),
        isOnlineOnly: false as const,
        notOfflinePush: !(how.offlinePush ?? true),
        ex: how.ex ?? '',
      }
      const data = await call(batchSend, request, options)
      const sent = data.results.flatMap((result) =>
        // The released line answers empty ids for somebody who refuses messages (contract 12).
        result.serverMsgID === null
          ? []
          : [
              {
                userId: result.recvID,
                serverMsgId: result.serverMsgID,
                clientMsgId: result.clientMsgID,
                sentAt: result.sendTime,
              },
            ],
      )
      const reached = new Set(sent.map((one) => one.userId))
      return { sent, failed: userIds.filter((id) => !reached.has(id)) }
    },
  }
}

function contentOf(sender: Sender, body: BroadcastBody) {
  if (body.kind === 'text') {
    return { contentType: 101, sessionType: singleSession, content: { content: body.text } } as const
  }
  const content = {
    notificationName: body.title,
    notificationFaceURL: sender.faceUrl ?? '',
    notificationType: 1,
    text: body.text,
    url: body.url ?? '',
    mixType: 0,
    ex: '',
  }
  return { contentType: announcementType, sessionType: notificationSession, content } as const
}
