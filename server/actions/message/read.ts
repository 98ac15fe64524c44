import type { ActionEnv } from '@/server/actions/action-env'
import { groupOfConversation } from '@/server/openim/conversation-id'
import type { CallOptions } from '@/server/openim/endpoint'
import type { Message } from '@/server/openim/message-schema'
import type { MessageAddress } from './address'
import { readersOf } from './readers'

/** What was seen of a message before: whom to read it as, and how to search for it. */
export type Known = { readerId: string | null; clientMsgId: string; sentAt: number }

/** A message as OpenIM has it now. */
export type MessageNow = {
  /** `destroyed`: deleted for everybody, nothing of it is left. */
  state: 'there' | 'revoked' | 'destroyed'
  /** With its original content, where that can be found; null where it is destroyed. */
  message: Message | null
  /** Somebody who has the conversation, as whom it was read; null where only a search found it. */
  readerId: string | null
}

/** How far back a group is searched that nobody can be read as. */
const MOST_SEARCHED = 1_000

/**
 * Reads one message: as somebody who has the conversation, or, in a group that nobody has any more, by search (contract
 * 7.2, 7.3). Null where there is no such message to be seen. `original: false` saves looking for what a revoked or hidden
 * message said. Throws OpenimError.
 */
export async function readMessage(
  env: ActionEnv,
  address: MessageAddress,
  how: { known?: Known; original: boolean },
  options: CallOptions,
): Promise<MessageNow | null> {
  const { conversationId, seq } = address
  let hidden: MessageNow | null = null
  for await (const readerId of readersOf(env, conversationId, how.known?.readerId ?? null, options)) {
    const [message] = await env.openim.messages.pull(readerId, conversationId, seq, seq, options)
    if (message === undefined) continue
    if (isHole(message)) return { state: 'destroyed', message: null, readerId }
    if (!message.deleted) return await asRead(env, message, readerId, how.original, options)
    hidden ??= { state: 'there', message, readerId }
  }
  if (hidden?.message) return await shown(env, hidden.message, hidden.readerId, options)
  return await bySearch(env, address, how.known, options)
}

/** A slot whose message was deleted for everybody keeps a number and a time, and nobody wrote it (contract 7.1). */
const isHole = (message: Message) => message.deleted && message.clientMsgId === '' && message.senderId === ''

async function asRead(
  env: ActionEnv,
  message: Message,
  readerId: string,
  original: boolean,
  options: CallOptions,
): Promise<MessageNow> {
  if (!message.revoked) return { state: 'there', message, readerId }
  const found = original ? await originalOf(env, message, readerId, options) : null
  return { state: 'revoked', message: found ?? message, readerId }
}

/** Hidden from everybody it was read as, each for themselves: a search still shows it. */
async function shown(env: ActionEnv, message: Message, readerId: string | null, options: CallOptions) {
  const found = await originalOf(env, message, readerId ?? '', options)
  return { state: found?.revoked ? 'revoked' : 'there', message: found ?? message, readerId } as const
}

async function originalOf(env: ActionEnv, message: Message, readerId: string, options: CallOptions) {
  const { conversationId, clientMsgId, senderId, sentAt } = message
  const place = { conversationId, clientMsgId, participantId: senderId || readerId, sentAt }
  return (await env.openim.messages.findByClientMsgId(place, options)).message
}

async function bySearch(
  env: ActionEnv,
  { conversationId, seq }: MessageAddress,
  known: Known | undefined,
  options: CallOptions,
): Promise<MessageNow | null> {
  const groupId = groupOfConversation(conversationId)
  if (groupId === null) return null
  if (known !== undefined) {
    const { clientMsgId, sentAt } = known
    const place = { conversationId, clientMsgId, sentAt }
    const { message, searchedAll } = await env.openim.messages.findByClientMsgId(place, options)
    if (message === null) return searchedAll ? { state: 'destroyed', message, readerId: null } : null
    return found(message)
  }
  const newest = await env.openim.messages.newestOfGroup(groupId, MOST_SEARCHED, options)
  const message = newest.find((one) => one.seq === seq)
  return message ? found(message) : null
}

const found = (message: Message): MessageNow => ({
  state: message.revoked ? 'revoked' : 'there',
  message,
  readerId: null,
})
