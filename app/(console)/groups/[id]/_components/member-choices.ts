import type { ActionName } from '@/server/actions/schema'
import type { GroupMember } from '@/server/features/groups/page/schema'

/** An action on a member with what its form begins with. */
export type MemberChoice = {
  action: Extract<ActionName, `member.${string}`>
  input?: Record<string, unknown>
  /** Its words: those of the action, or `group.<key>`. */
  words?: 'make_admin' | 'make_member'
}

export const nameOf = (member: Pick<GroupMember, 'nickname' | 'userId'>) => member.nickname || member.userId

/**
 * What can be done to a member, by what they are: nothing holds an owner, so nothing is offered before somebody else owns
 * the group. Pure; `now` in ms.
 */
export function memberChoices({ role, mutedUntil }: GroupMember, now: number): MemberChoice[] {
  if (role === 'owner') return []
  const isMuted = mutedUntil !== null && mutedUntil > now
  return [
    ...(isMuted ? [{ action: 'member.unmute' as const }] : []),
    { action: 'member.mute' },
    role === 'admin'
      ? { action: 'member.role', input: { role: 'member' }, words: 'make_member' }
      : { action: 'member.role', input: { role: 'admin' }, words: 'make_admin' },
    { action: 'member.kick' },
  ]
}
