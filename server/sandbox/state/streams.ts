import type { Message, Stream } from './model'

/** Messages are stored in documents of this many (contract 7). */
export const DOCUMENT_SIZE = 100

/** Slots of one conversation that were stored together; the order of documents is the order of search_msg. */
interface StoredDocument {
  stream: Stream
  index: number
}

/** All conversations' messages, and the order in which search_msg goes through them. */
export class Streams {
  private readonly byID = new Map<string, Stream>()
  private readonly documents: StoredDocument[] = []
  private readonly documentsOf = new Map<string, StoredDocument[]>()

  get(conversationID: string): Stream | undefined {
    return this.byID.get(conversationID)
  }

  maxSeq(conversationID: string): number {
    return this.byID.get(conversationID)?.messages.length ?? 0
  }

  message(conversationID: string, seq: number): Message | undefined {
    return this.byID.get(conversationID)?.messages[seq - 1]
  }

  /** Puts a message at the end of its conversation and gives it its seq. */
  append(message: Message): Stream {
    const stream = this.open(message.conversationID)
    stream.messages.push(message)
    message.seq = stream.messages.length
    return stream
  }

  /** Makes an appended message visible to search_msg. */
  markStored(message: Message): void {
    message.stored = true
    const stream = this.open(message.conversationID)
    const own = this.documentsOf.get(message.conversationID) ?? []
    const index = Math.floor((message.seq - 1) / DOCUMENT_SIZE)
    if ((own.at(-1)?.index ?? -1) >= index) return
    const document = { stream, index }
    own.push(document)
    this.documentsOf.set(message.conversationID, own)
    this.documents.push(document)
  }

  /** Stored messages document by document, oldest document first; of one conversation, or of all. */
  *stored(conversationID?: string): Iterable<Message[]> {
    const documents = conversationID ? (this.documentsOf.get(conversationID) ?? []) : this.documents
    for (const { stream, index } of documents) {
      const slots = stream.messages.slice(index * DOCUMENT_SIZE, (index + 1) * DOCUMENT_SIZE)
      yield slots.filter((m) => m.stored && !m.blank)
    }
  }

  /** Every message: document by document in the order of search_msg, then those not stored yet. */
  *inStoredOrder(): Iterable<Message> {
    for (const { stream, index } of this.documents) {
      yield* stream.messages.slice(index * DOCUMENT_SIZE, (index + 1) * DOCUMENT_SIZE)
    }
    for (const stream of this.byID.values()) {
      const documents = this.documentsOf.get(stream.conversationID)?.length ?? 0
      yield* stream.messages.slice(documents * DOCUMENT_SIZE)
    }
  }

  /** Puts a saved message back at its seq; it counts as stored. */
  restore(message: Message): void {
    this.open(message.conversationID).messages[message.seq - 1] = message
    this.markStored(message)
  }

  all(): Iterable<Stream> {
    return this.byID.values()
  }

  /** The stream of a conversation, made when there is none. */
  open(conversationID: string): Stream {
    const known = this.byID.get(conversationID)
    if (known) return known
    const made: Stream = { conversationID, messages: [], minSeq: 0 }
    this.byID.set(conversationID, made)
    return made
  }
}
