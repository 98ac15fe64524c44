import type { Call, CallOptions } from './endpoint'
import { createMessageHistory } from './message-history'
import type { Message } from './message-schema'
import { createMessageSearch } from './message-search'
import { createMessageWrites } from './message-writes'

interface Sources {
  /** Who owns a group now, or null: the person to read its history as. */
  ownerOf(groupId: string, options: CallOptions): Promise<string | null>
}

/** Everything about messages: history by seq, search, sending and taking back. */
export function createMessages(call: Call, adminId: string, { ownerOf }: Sources) {
  const history = createMessageHistory(call)
  const search = createMessageSearch(call)

  return {
    ...history,
    ...search,
    ...createMessageWrites(call, adminId),

    /**
     * The newest `count` messages of a group, ascending: as `asUserId` sees them, else as its owner does, else, where
     * that shows nothing (dismissed, ownerless, no conversation yet), by search. `source` says which it was.
     */
    async latest(
      groupId: string,
      count: number,
      reader: { asUserId?: string | undefined },
      options: CallOptions,
    ): Promise<Message[]> {
      const userId = reader.asUserId ?? (await ownerOf(groupId, options))
      const seen = userId === null ? [] : await history.newestAs(userId, groupId, count, options)
      return seen.length > 0 ? seen : search.newestOfGroup(groupId, count, options)
    },
  }
}
