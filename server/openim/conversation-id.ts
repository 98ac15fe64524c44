const groupPrefix = 'sg_'
const singlePrefix = 'si_'

/** The conversation of a group chat (contract 6.2). */
export function groupConversationId(groupId: string): string {
  return `${groupPrefix}${groupId}`
}

/** The conversation of two people: their ids in byte order. */
export function singleConversationId(oneId: string, otherId: string): string {
  const ordered = [oneId, otherId].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return `${singlePrefix}${ordered.join('_')}`
}

/** The group of a group conversation, or null for any other. A one-to-one id cannot be taken apart: user ids hold `_`. */
export function groupOfConversation(conversationId: string): string | null {
  return conversationId.startsWith(groupPrefix) && conversationId.length > groupPrefix.length
    ? conversationId.slice(groupPrefix.length)
    : null
}

/**
 * The person on the other side of a one-to-one conversation, if `userId` can be one of its sides, else null. User ids may
 * hold `_`, so this is what the id allows, not proof: only OpenIM knows whether these two really share it.
 */
export function otherSide(conversationId: string, userId: string): string | null {
  if (!conversationId.startsWith(singlePrefix) || userId === '') return null
  const rest = conversationId.slice(singlePrefix.length)
  const candidates = [
    rest.startsWith(`${userId}_`) ? rest.slice(userId.length + 1) : '',
    rest.endsWith(`_${userId}`) ? rest.slice(0, -userId.length - 1) : '',
  ]
  const fits = (other: string) => other !== '' && singleConversationId(userId, other) === conversationId
  return candidates.find(fits) ?? null
}
