import type { ActionEnv } from '@/server/actions/action-env'
import { messageAddress } from '@/server/actions/message/address'
import { readMessage } from '@/server/actions/message/read'
import { DomainError } from '@/server/errors'
import type { By } from '@/server/features/cases/claim'
import { groupConversationId, groupOfConversation } from '@/server/openim/conversation-id'

/** What is added to a case: a group or a person by id, a message by `<conversation id>#<seq>`. */
export type Named = { kind: 'group' | 'user' | 'message'; id: string }

/** The same as OpenIM has it. */
export type FoundSubject = {
  groupId: string | null
  userId: string | null
  conversationId: string | null
  messageSeq: number | null
  clientMsgId: string | null
  name: string
  contextName: string
  faceUrl: string
}

type About = { groupId: string | null; conversationId: string | null }

const NO_MESSAGE = { conversationId: null, messageSeq: null, clientMsgId: null, contextName: '' }

/**
 * Looks a subject up in OpenIM; null where it has none. A message must stand in a conversation that the case is about
 * already: a case is no key to other people's conversations. Throws DomainError `invalid` / `message_elsewhere`,
 * OpenimError.
 */
export async function findSubject(
  env: ActionEnv,
  by: By,
  { kind, id }: Named,
  parts: readonly About[],
): Promise<FoundSubject | null> {
  const options = { operationId: by.requestId }
  if (kind === 'message') return await findMessage(env, by, id, parts)
  if (kind === 'group') {
    const group = await env.openim.groups.byId(id, options)
    return group && { ...NO_MESSAGE, groupId: id, userId: null, name: group.name, faceUrl: group.faceUrl }
  }
  const [user] = await env.openim.users.info([id], options)
  return user
    ? { ...NO_MESSAGE, groupId: null, userId: id, name: user.nickname, faceUrl: user.faceUrl }
    : null
}

async function findMessage(
  env: ActionEnv,
  by: By,
  id: string,
  parts: readonly About[],
): Promise<FoundSubject | null> {
  const address = messageAddress(id)
  const { conversationId, seq } = address
  const known = parts.some(
    (part) =>
      part.conversationId === conversationId ||
      (part.groupId !== null && groupConversationId(part.groupId) === conversationId),
  )
  if (!known) throw new DomainError('invalid', 'message_elsewhere', { field: 'subject.id' })
  const options = { operationId: by.requestId }
  const message = (await readMessage(env, address, { original: true }, options))?.message
  if (!message?.senderId) return null
  const groupId = groupOfConversation(conversationId)
  const [[sender], group] = await Promise.all([
    env.openim.users.info([message.senderId], options),
    groupId === null ? null : env.openim.groups.byId(groupId, options),
  ])
  return {
    groupId,
    userId: message.senderId,
    conversationId,
    messageSeq: seq,
    clientMsgId: message.clientMsgId,
    name: sender?.nickname || message.senderNickname || message.senderId,
    contextName: group?.name ?? '',
    faceUrl: sender?.faceUrl ?? '',
  }
}
