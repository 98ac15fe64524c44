import { z } from 'zod'

/** How members are addressed and what can be asked about them, shared with screens. Pure. Times are Unix ms. */

export type MemberAddress = { groupId: string; userId: string }

/**
 * Address of a member: `<group id>/<user id>`, each percent-encoded, because OpenIM lets ids hold any character. Throws
 * URIError for ids that are no text (half of a surrogate pair).
 */
export const memberKey = (groupId: string, userId: string): string =>
  `${encodeURIComponent(groupId)}/${encodeURIComponent(userId)}`

/** The other way round; null for what `memberKey` does not write, so that nobody has two addresses. */
export function parseMemberKey(key: string): MemberAddress | null {
  const [groupId = '', userId = '', ...more] = key.split('/').map(decoded)
  if (groupId === '' || userId === '' || more.length > 0) return null
  // No id holds it, and PostgreSQL cannot.
  if (`${groupId}${userId}`.includes('\0')) return null
  return memberKey(groupId, userId) === key ? { groupId, userId } : null
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

/** Longest mute, ms: ten years. */
export const LONGEST_MUTE_MS = 10 * 365 * 86_400_000

/** ms */
const time = z.number().int().positive().max(8.64e15)

export const muteMemberInput = z.object({ until: time })
export const unmuteMemberInput = z.object({})
export const kickMemberInput = z.object({})
export const memberRole = z.enum(['admin', 'member'])
export const setMemberRoleInput = z.object({ role: memberRole })

/** Without details: as an ordinary member. With them: as somebody was who had been removed. */
export const addMemberInput = z.object({
  role: memberRole.optional(),
  /** Name, picture and note inside the group. */
  nickname: z.string().max(10_000).optional(),
  faceUrl: z.string().max(10_000).optional(),
  ex: z.string().max(100_000).optional(),
  mutedUntil: time.optional(),
})

/** At once, or as an application that the group's admins answer. */
export const joinInput = z.object({ mode: z.enum(['join', 'apply']) })

/** `requestedAt` names the request that was looked at; an application made anew since is not answered by it. */
export const answerRequestInput = z.object({ requestedAt: time.optional() })
