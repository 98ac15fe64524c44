import { memberKey } from '@/server/actions/member/schema'
import type { LedgerSubject } from '@/server/actions/subject'

/** The fields of a case that say what it is about. */
type About = {
  subjectKind: 'group' | 'message' | 'user'
  subjectKey: string
  groupId: string | null
  userId: string | null
}

/**
 * The subject id on which a case is decided by an action of this kind: its group, its message, or the accused, in the
 * chat or in the group; null where the case is about no such thing. Pure.
 */
export function subjectOf({ subjectKind, subjectKey, groupId, userId }: About, kind: LedgerSubject) {
  switch (kind) {
    case 'group':
      return groupId
    case 'member':
      return groupId === null || userId === null ? null : memberKey(groupId, userId)
    case 'message':
      return subjectKind === 'message' ? subjectKey : null
    case 'user':
      return userId
  }
}
