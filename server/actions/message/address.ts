import { DomainError } from '@/server/errors'

/** Where a message stands: its conversation, and its number in it. */
export type MessageAddress = { conversationId: string; seq: number }

/** Group chats, one-to-one chats and announcements; OpenIM's own streams of notices hold nothing that anybody wrote. */
const ADDRESS = /^((?:sg|si|sn)_.+)#([1-9]\d{0,14})$/s

/** The subject id of a message: `<conversation id>#<seq>`. */
export const messageId = ({ conversationId, seq }: MessageAddress): string => `${conversationId}#${seq}`

/** Reads a subject id. Throws DomainError `invalid` where it addresses no message. */
export function messageAddress(id: string): MessageAddress {
  const [, conversationId, seq] = ADDRESS.exec(id) ?? []
  if (conversationId === undefined) throw new DomainError('invalid', 'invalid', { field: 'subjectId' })
  return { conversationId, seq: Number(seq) }
}
