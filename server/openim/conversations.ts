import { z } from 'zod'
import { readInBatches } from './batches'
import { groupConversationId, singleConversationId } from './conversation-id'
import { type Call, type CallOptions, readRoute, writeRoute } from './endpoint'
import { noData, requestId, requestIds, wireInt, wireList, wireTextOrNull } from './wire'

/** How somebody receives the messages of a chat. */
export type ReceiveOption = 'receive' | 'block' | 'silent'

/** A chat as one person has it (contract 6.3). */
export interface Conversation {
  ownerId: string
  id: string
  /** 1 single, 3 group, 4 notification. */
  type: number
  /** The other side of a one-to-one chat. */
  userId: string | null
  groupId: string | null
  pinned: boolean
  /** Null for a number that OpenIM does not define. */
  receive: ReceiveOption | null
  /** The last seq this person may see, or null without a limit: set when they left the group. */
  lastSeq: number | null
  ex: string
}

export const receiveOptions = { receive: 0, block: 1, silent: 2 } as const satisfies Record<
  ReceiveOption,
  number
>

const receiveNames: ReadonlyMap<number, ReceiveOption> = new Map([
  [receiveOptions.receive, 'receive'],
  [receiveOptions.block, 'block'],
  [receiveOptions.silent, 'silent'],
])

const wireConversation = z
  .object({
    ownerUserID: z.string().min(1),
    conversationID: z.string().min(1),
    conversationType: wireInt,
    userID: wireTextOrNull,
    groupID: wireTextOrNull,
    isPinned: z.boolean(),
    recvMsgOpt: wireInt,
    maxSeq: wireInt,
    ex: z.string(),
  })
  .transform(
    (wire): Conversation => ({
      ownerId: wire.ownerUserID,
      id: wire.conversationID,
      type: wire.conversationType,
      userId: wire.userID,
      groupId: wire.groupID,
      pinned: wire.isPinned,
      receive: receiveNames.get(wire.recvMsgOpt) ?? null,
      lastSeq: wire.maxSeq === 0 ? null : wire.maxSeq,
      ex: wire.ex,
    }),
  )

const conversationsById = readRoute(
  '/conversation/get_conversations',
  z.object({ ownerUserID: requestId, conversationIDs: requestIds(1_000) }),
  z.object({ conversations: wireList(wireConversation) }),
)

const pinnedIds = readRoute(
  '/conversation/get_pinned_conversation_ids',
  z.object({ userID: requestId }),
  z.object({ conversationIDs: wireList(z.string()) }),
)

const setConversations = writeRoute(
  '/conversation/set_conversations',
  z.object({
    userIDs: requestIds(1_000),
    conversation: z.object({
      conversationID: requestId,
      conversationType: z.union([z.literal(1), z.literal(3)]),
      userID: z.string(),
      groupID: z.string(),
      isPinned: z.boolean().optional(),
      recvMsgOpt: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
      ex: z.string().optional(),
    }),
  }),
  noData,
)

/** Which chat: a group, or the one-to-one chat with somebody. */
export type ChatWith = { groupId: string } | { userId: string }

export interface ConversationChanges {
  pinned?: boolean | undefined
  receive?: ReceiveOption | undefined
  ex?: string | undefined
}

/** The chats of a person, as that person has them. */
export function createConversations(call: Call) {
  function byIds(ownerId: string, ids: readonly string[], options: CallOptions): Promise<Conversation[]> {
    return readInBatches(
      ids,
      (conversation) => conversation.id,
      async (conversationIDs) =>
        (await call(conversationsById, { ownerUserID: ownerId, conversationIDs }, options)).conversations,
    )
  }

  return {
    /** Conversations by id, in the order asked for; those the person does not have are left out. Any number. */
    byIds,

    /** One conversation of somebody, or null where they have none. */
    async byId(ownerId: string, conversationId: string, options: CallOptions): Promise<Conversation | null> {
      return (await byIds(ownerId, [conversationId], options))[0] ?? null
    },

    /** The ids of the conversations that somebody has pinned. */
    async pinnedIds(ownerId: string, options: CallOptions): Promise<string[]> {
      return (await call(pinnedIds, { userID: ownerId }, options)).conversationIDs
    },

    /**
     * Changes what is given in one chat of one person, and leaves the rest. Where the person has no such conversation
     * OpenIM makes one, without checking that the group or the other person exists: check first.
     */
    set(
      ownerId: string,
      chat: ChatWith,
      changes: ConversationChanges,
      options: CallOptions,
    ): Promise<undefined> {
      const conversation = {
        ...target(ownerId, chat),
        isPinned: changes.pinned,
        recvMsgOpt: changes.receive === undefined ? undefined : receiveOptions[changes.receive],
        ex: changes.ex,
      }
      return call(setConversations, { userIDs: [ownerId], conversation }, options)
    },
  }
}

function target(ownerId: string, chat: ChatWith) {
  if ('groupId' in chat) {
    const conversationID = groupConversationId(chat.groupId)
    return { conversationID, conversationType: 3 as const, userID: '', groupID: chat.groupId }
  }
  const conversationID = singleConversationId(ownerId, chat.userId)
  return { conversationID, conversationType: 1 as const, userID: chat.userId, groupID: '' }
}
