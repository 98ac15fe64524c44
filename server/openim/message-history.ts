import { z } from 'zod'
import { invalidArguments } from './checks'
import { groupConversationId } from './conversation-id'
import { type Call, type CallOptions, readRoute } from './endpoint'
import { type Message, wirePulled } from './message-schema'
import { requestId, wireInt, wireList, wireMap } from './wire'

/** How many messages one pull may ask for. */
export const mostPulled = 500

const pullBySeq = readRoute(
  '/msg/pull_msg_by_seq',
  z.object({
    userID: requestId,
    seqRanges: z.array(
      z.object({
        conversationID: requestId,
        begin: z.int().min(1),
        end: z.int().min(1),
        num: z.int().min(1),
      }),
    ),
    order: z.literal(0),
  }),
  z.object({ msgs: wireMap(z.object({ Msgs: wireList(wirePulled) })) }),
)

const conversationSeqs = readRoute(
  '/msg/get_conversations_has_read_and_max_seq',
  z.object({ userID: requestId, conversationIDs: z.array(requestId).min(1).max(1_000) }),
  z.object({ seqs: wireMap(z.object({ maxSeq: wireInt })) }),
)

/**
 * Reading history by sequence number (contract 7.3). OpenIM answers for the person named: an app admin who is not in the
 * chat asks as somebody who is, or was. A chat that this person has no conversation for is an empty answer, not an error.
 */
export function createMessageHistory(call: Call) {
  /** Messages `begin` to `end`, both included, ascending; those the person cannot see are left out. */
  async function pull(
    userId: string,
    conversationId: string,
    begin: number,
    end: number,
    options: CallOptions,
  ): Promise<Message[]> {
    const num = end - begin + 1
    if (!(num >= 1 && num <= mostPulled)) {
      throw invalidArguments(pullBySeq.route, options, `begin to end must span 1 to ${mostPulled} messages`)
    }
    const seqRanges = [{ conversationID: conversationId, begin, end, num }]
    const { msgs } = await call(pullBySeq, { userID: userId, seqRanges, order: 0 }, options)
    const messages = (msgs.get(conversationId)?.Msgs ?? []).map((message) => message(conversationId))
    return messages.sort((a, b) => a.seq - b.seq)
  }

  /** The highest seq of each of these conversations for that person. Unknown conversations are left out. */
  async function maxSeq(
    userId: string,
    conversationIds: readonly string[],
    options: CallOptions,
  ): Promise<Map<string, number>> {
    const body = { userID: userId, conversationIDs: [...conversationIds] }
    const { seqs } = await call(conversationSeqs, body, options)
    return new Map([...seqs].map(([id, { maxSeq: highest }]) => [id, highest]))
  }

  return {
    pull,
    maxSeq,

    /** The message `seq` and up to `radius` on each side, ascending. */
    around(
      userId: string,
      conversationId: string,
      seq: number,
      radius: number,
      options: CallOptions,
    ): Promise<Message[]> {
      return pull(userId, conversationId, Math.max(1, seq - radius), seq + radius, options)
    },

    /** The newest `count` messages of a group as one of its people (or former people) sees them, ascending. */
    async newestAs(userId: string, groupId: string, count: number, options: CallOptions): Promise<Message[]> {
      const conversationId = groupConversationId(groupId)
      const end = (await maxSeq(userId, [conversationId], options)).get(conversationId) ?? 0
      if (end < 1 || count < 1) return []
      return pull(userId, conversationId, Math.max(1, end - count + 1), end, options)
    },
  }
}
