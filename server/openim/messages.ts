import type { Call, CallOptions } from './endpoint'
import { createMessageHistory } from './message-history'
import type { Message } from './message-schema'
import { createMessageSearch } from './message-search'
import { createMessageWrites } from './message-writes'

interface Sources {
  /** A few of the people in a group, the owner first: to read its history as. */
  readersOf(groupId: string, options: CallOptions): Promise<string[]>
}

/** Everything about messages: history by seq, search, sending and taking back. */
export function createMessages(call: Call, adminId: string, { readersOf }: Sources) {
  const history = createMessageHistory(call)
  const search = createMessageSearch(call)

  return {
    ...history,
    ...search,
    ...createMessageWrites(call, adminId),

    /**
     * The newest `count` messages of a group (up to 500), ascending: as `asUserId` sees them, else as its owner does and,
     * where something is missing, as others do too, because anybody can hide messages from themselves; else, where that
     * shows nothing (dismissed, ownerless, no conversation yet), by search. `source` says which it was.
     */
    async latest(
      groupId: string,
      count: number,
      reader: { asUserId?: string | undefined },
      options: CallOptions,
    ): Promise<Message[]> {
      const { asUserId } = reader
      let seen: Message[] = []
      for (const userId of asUserId === undefined ? await readersOf(groupId, options) : [asUserId]) {
        seen = together(seen, await history.newestAs(userId, groupId, count, options)).slice(-count)
        if (isWhole(seen, count)) break
      }
      return seen.length > 0 ? seen : search.newestOfGroup(groupId, count, options)
    },
  }
}

/** Whether these are all of the newest messages, with what they say. */
function isWhole(seen: readonly Message[], count: number): boolean {
  const newest = seen.at(-1)?.seq ?? 0
  return newest > 0 && seen.length >= Math.min(count, newest) && seen.every((message) => !message.deleted)
}

/** What two people see of a chat, ascending; a message that one of them has deleted as the other has it. */
function together(one: readonly Message[], other: readonly Message[]): Message[] {
  const bySeq = new Map([...other, ...one].map((message) => [message.seq, message]))
  for (const message of other) if (bySeq.get(message.seq)?.deleted) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}
