import { memberKey } from '@/server/actions/member/schema'
import type { LedgerSubject } from '@/server/actions/subject'

/** The fields that say what a case is about. */
export type About = {
  kind: 'group' | 'message' | 'user'
  key: string
  groupId: string | null
  userId: string | null
}

/**
 * The subject id on which an action of this kind decides about something: its group, its message, or the accused, in the
 * chat or in the group; null where it is about no such thing. Pure.
 */
export function subjectOf({ kind: about, key, groupId, userId }: About, kind: LedgerSubject): string | null {
  switch (kind) {
    case 'group':
      return groupId
    case 'member':
      return groupId === null || userId === null ? null : memberKey(groupId, userId)
    case 'message':
      return about === 'message' ? key : null
    case 'user':
      return userId
  }
}

/** Everything that actions of this kind can be carried out on, each once. Pure. */
export function subjectsOf(about: readonly About[], kind: LedgerSubject): string[] {
  return [...new Set(about.flatMap((one) => subjectOf(one, kind) ?? []))]
}
