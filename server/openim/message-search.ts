import { z } from 'zod'
import { invalidArguments } from './checks'
import { groupOfConversation, otherSide } from './conversation-id'
import { type Call, type CallOptions, readRoute } from './endpoint'
import { type Message, sessionCodes, wireFound } from './message-schema'
import { newestPages } from './newest-pages'
import { requestPage, wireInt, wireList } from './wire'

const searchMessages = readRoute(
  '/msg/search_msg',
  z
    .object({
      sendID: z.string(),
      recvID: z.string(),
      contentType: z.int().min(0),
      sessionType: z.int().min(0),
      sendTime: z.union([z.literal(''), z.iso.date()]),
      pagination: requestPage,
    })
    .refine(
      ({ sendID, recvID, contentType, sessionType, sendTime }) =>
        sendID !== '' || recvID !== '' || contentType !== 0 || sessionType !== 0 || sendTime !== '',
      // The released line can fail inside on a search without any filter (contract 12).
      'a search needs at least one filter',
    ),
  z.object({ chatLogs: wireList(wireFound), chatLogsNum: wireInt }),
)

/** At least one of these must be given. */
export interface MessageFilter {
  /** A person, or the id of a group. */
  recvId?: string | undefined
  sendId?: string | undefined
  contentType?: number | undefined
  session?: 'single' | 'group' | undefined
  /** One UTC day, YYYY-MM-DD. */
  day?: string | undefined
}

export interface MessageQuery extends MessageFilter {
  /** From 1. */
  page: number
  size: number
}

export interface MessagePage {
  /** Oldest first. */
  messages: Message[]
  /** Exact for small results, otherwise a lower bound that grows with the page. */
  total: number
}

/** Which message, and where to look for it. */
export interface MessagePlace {
  conversationId: string
  clientMsgId: string
  /** One of the two sides: needed for a one-to-one conversation, whose id cannot be taken apart without it. */
  participantId?: string | undefined
  /** About when it was sent, ms: searches the UTC days around it and not the whole history. */
  sentAt?: number | undefined
}

export interface MessageLookup {
  message: Message | null
  /** False when `message` is null only because the search stopped early. */
  searchedAll: boolean
}

const pageSize = 100
const mostPages = 50
const dayMs = 86_400_000

/** Searching stored messages (contract 7.2): slow on large servers, and shows the original text of revoked messages. */
export function createMessageSearch(call: Call) {
  async function search(filter: MessageQuery, options: CallOptions): Promise<MessagePage> {
    const body = {
      sendID: filter.sendId ?? '',
      recvID: filter.recvId ?? '',
      contentType: filter.contentType ?? 0,
      sessionType: filter.session === undefined ? 0 : sessionCodes[filter.session],
      sendTime: filter.day ?? '',
      pagination: { pageNumber: filter.page, showNumber: filter.size },
    }
    const data = await call(searchMessages, body, options)
    return { messages: data.chatLogs, total: data.chatLogsNum }
  }

  function backwards(filter: MessageFilter, size: number, options: CallOptions) {
    return newestPages(async (page) => {
      const { messages, total } = await search({ ...filter, page, size }, options)
      return { items: messages, total }
    }, size)
  }

  async function lookIn(
    filter: MessageFilter,
    isWanted: (message: Message) => boolean,
    options: CallOptions,
  ) {
    let pages = 0
    for await (const messages of backwards(filter, pageSize, options)) {
      const message = messages.find(isWanted)
      if (message !== undefined) return { message, searchedAll: true }
      pages += 1
      if (pages === mostPages) return { message: null, searchedAll: false }
    }
    return { message: null, searchedAll: true }
  }

  return {
    /** One page of what matches, oldest first. */
    search,

    /** The newest `count` messages of a group, oldest first, whoever could see them. Works on dismissed groups too. */
    async newestOfGroup(groupId: string, count: number, options: CallOptions): Promise<Message[]> {
      const found: Message[] = []
      if (count < 1) return found
      const size = Math.min(count, pageSize)
      for await (const messages of backwards({ recvId: groupId, session: 'group' }, size, options)) {
        found.unshift(...messages)
        if (found.length >= count) break
      }
      return found.slice(-count)
    },

    /**
     * What somebody wrote in this span, in one group or everywhere, the newest day first and newest first in each chat.
     * Revoked messages are among them. One search for each UTC day: OpenIM sorts by chat and not by time (contract 7.2).
     */
    async *sentBy(
      userId: string,
      within: { start: number; end: number },
      where: { groupId?: string | undefined },
      options: CallOptions,
    ): AsyncGenerator<Message> {
      const place = where.groupId === undefined ? {} : { recvId: where.groupId, session: 'group' as const }
      for (let ms = within.end; ms >= startOfDay(within.start); ms -= dayMs) {
        const filter = { sendId: userId, ...place, day: utcDay(ms) }
        for await (const messages of backwards(filter, pageSize, options)) {
          for (const message of messages.toReversed()) {
            if (message.sentAt >= within.start && message.sentAt <= within.end) yield message
          }
        }
      }
    },

    /**
     * The message with this client id, from the newest back over up to 5,000 messages for each filter. OpenIM has no
     * search by message id, so `sentAt` is worth passing. A message deleted for everybody is not found.
     */
    async findByClientMsgId(place: MessagePlace, options: CallOptions): Promise<MessageLookup> {
      const filters = filtersFor(place)
      if (filters.length === 0) {
        const meaning = 'conversationId must be a group chat, or a one-to-one chat of participantId'
        throw invalidArguments(searchMessages.route, options, meaning)
      }
      const isWanted = (message: Message) =>
        message.clientMsgId === place.clientMsgId && message.conversationId === place.conversationId
      let searchedAll = true
      for (const filter of filters) {
        const result = await lookIn(filter, isWanted, options)
        if (result.message !== null) return result
        searchedAll &&= result.searchedAll
      }
      return { message: null, searchedAll }
    },
  }
}

/** The searches that together cover a place: each direction of a one-to-one chat, on each day that may be meant. */
function filtersFor(place: MessagePlace): MessageFilter[] {
  const where = chatFilters(place)
  const { sentAt } = place
  if (sentAt === undefined) return where
  // Five minutes either side: clients' clocks and the server's differ.
  const days = new Set([sentAt - 300_000, sentAt, sentAt + 300_000].map(utcDay))
  return where.flatMap((filter) => [...days].map((day) => ({ ...filter, day })))
}

function chatFilters({ conversationId, participantId }: MessagePlace): MessageFilter[] {
  const groupId = groupOfConversation(conversationId)
  if (groupId !== null) return [{ recvId: groupId, session: 'group' }]
  const otherId = participantId === undefined ? null : otherSide(conversationId, participantId)
  if (participantId === undefined || otherId === null) return []
  return [
    { sendId: participantId, recvId: otherId, session: 'single' },
    { sendId: otherId, recvId: participantId, session: 'single' },
  ]
}

function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs
}

function utcDay(ms: number): string {
  const valid = Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 253_402_300_799_999 - dayMs) : 0
  return new Date(valid).toISOString().slice(0, 10)
}
