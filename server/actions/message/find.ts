import type { ActionEnv } from '@/server/actions/action-env'
import { storableText } from '@/server/db/storable-text'
import type { CallOptions } from '@/server/openim/endpoint'
import { previewOf } from '@/server/openim/message-content'
import type { Message } from '@/server/openim/message-schema'
import { messageId } from './address'

/** One message somebody sent, ready to be acted on. Its text is private: whoever shows it notes that in the audit. */
export type FoundMessage = {
  /** Subject id of actions on messages. */
  subjectId: string
  conversationId: string
  seq: number
  groupId: string | null
  /** The other side of a one-to-one chat. */
  recipientId: string | null
  contentType: number
  preview: string
  /** ms */
  sentAt: number
}

export type FoundMessages = {
  /** Newest first. Those revoked already are left out. */
  messages: FoundMessage[]
  /** Some are missing: there are more than one list takes, or it asked for longer ago than is looked back. */
  more: boolean
  revokedAlready: number
  /**
   * What the search cannot see (contract 7.2): `just_sent` was not stored when it was read at `readAt`, `other_chats` are
   * those that are neither groups nor one-to-one chats.
   */
  unseen: readonly ('just_sent' | 'other_chats')[]
  /** ms */
  readAt: number
}

/** Whose messages, sent at or after `since` (ms); everywhere where no group is given. */
export type Sought = { userId: string; since: number; groupId?: string | undefined }

const DAY_MS = 86_400_000
/** Most messages that one search gives. */
const MOST_FOUND = 5_000
/** Longest time looked back, ms: each day is a search of its own. */
const LONGEST_BACK_MS = 31 * DAY_MS
const PAGE = 200
/** OpenIM's notices and events, of which nobody is the author; 1400 is an announcement (contract 7.7). */
const FIRST_NOTICE = 1_000

/**
 * What somebody sent since then, in one group or everywhere: one UTC day after the other, the newest first. Where there
 * are more than can be listed, the rest is found once these are revoked. Throws OpenimError.
 */
export async function findMessagesOf(
  { openim }: Pick<ActionEnv, 'openim'>,
  { userId, since, groupId }: Sought,
  options: CallOptions,
): Promise<FoundMessages> {
  const readAt = Date.now()
  const from = Math.max(since, readAt - LONGEST_BACK_MS)
  const standing = new Map<string, Message>()
  const revoked = new Set<string>()
  let more = since < from
  for await (const message of sentBy(openim, { userId, since: from, groupId }, readAt, options)) {
    if (!isTheirs(message, userId, from)) continue
    const id = messageId(message)
    if (message.revoked) revoked.add(id)
    else if (standing.size === MOST_FOUND && !standing.has(id)) {
      more = true
      break
    } else standing.set(id, message)
  }
  const messages = [...standing.values()].sort((a, b) => b.sentAt - a.sentAt || b.seq - a.seq).map(shown)
  return { messages, more, revokedAlready: revoked.size, unseen: ['just_sent', 'other_chats'], readAt }
}

/** Pages come oldest first, so what is stored meanwhile is met; a message met twice is one (contract 7.2). */
async function* sentBy(
  openim: ActionEnv['openim'],
  { userId, since, groupId }: Sought,
  now: number,
  options: CallOptions,
): AsyncGenerator<Message> {
  const where = groupId === undefined ? {} : { recvId: groupId, session: 'group' as const }
  for (const day of daysBack(since, now)) {
    for (let page = 1; ; page += 1) {
      const { messages } = await openim.messages.search(
        { sendId: userId, day, ...where, page, size: PAGE },
        options,
      )
      yield* messages
      if (messages.length < PAGE) break
    }
  }
}

const isTheirs = ({ senderId, sentAt, contentType }: Message, userId: string, from: number) =>
  senderId === userId && sentAt >= from && contentType < FIRST_NOTICE

function shown(message: Message): FoundMessage {
  const { conversationId, seq, groupId, recipientId, contentType, content, sentAt } = message
  return {
    subjectId: messageId(message),
    conversationId,
    seq,
    groupId,
    recipientId,
    contentType,
    preview: storableText(previewOf(contentType, content)),
    sentAt,
  }
}

/** UTC days from `to` back to `from` (ms), as OpenIM's search takes them. Pure. */
export function daysBack(from: number, to: number): string[] {
  const days: string[] = []
  for (let day = Math.floor(to / DAY_MS); day >= Math.floor(from / DAY_MS); day -= 1) {
    days.push(new Date(day * DAY_MS).toISOString().slice(0, 10))
  }
  return days
}
