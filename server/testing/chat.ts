import { groupConversationId, singleConversationId } from '@/server/openim/conversation-id'
import type { Message } from '@/server/openim/message-schema'
import type { NewMessage } from '@/server/openim/message-writes'
import type { World } from '@/server/testing/world'

const options = { operationId: 'test' }

/** A token with which somebody in the chat calls us, as their app would. */
export async function tokenOf(world: World, userId: string): Promise<string> {
  return (await world.env.openim.auth.userToken(userId, 2, options)).token
}

/** Sends a message and resolves with it once OpenIM has stored it: its answer comes before (contract 7). */
export async function say(
  world: World,
  senderId: string,
  to: { groupId: string } | { userId: string },
  content: string | Pick<NewMessage, 'contentType' | 'content'>,
): Promise<Message> {
  const { openim } = world.env
  const said = typeof content === 'string' ? { contentType: 101, content: { content } } : content
  const { clientMsgId } = await openim.messages.send({ senderId, to, ...said }, options)
  const conversationId =
    'groupId' in to ? groupConversationId(to.groupId) : singleConversationId(senderId, to.userId)
  const place = { conversationId, clientMsgId: clientMsgId ?? '', participantId: senderId }
  const end = Date.now() + 5_000
  for (;;) {
    const { message } = await openim.messages.findByClientMsgId(place, options)
    if (message) return message
    if (Date.now() > end) throw new Error('the message was not stored within 5 s')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
