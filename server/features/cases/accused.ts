/** The fields of a case that say whom it is about. */
type Accused = { subjectKind: 'group' | 'message' | 'user'; groupId: string | null; userId: string | null }

/**
 * Who a case is about: the group, or the person (for a message its sender). A message whose sender nobody can tell any
 * more counts against its group. Audit rows carry it, and personal text about the case is sealed under its key.
 */
export function accusedOf({ subjectKind, groupId, userId }: Accused): { kind: 'group' | 'user'; id: string } {
  if (subjectKind !== 'group' && userId !== null) return { kind: 'user', id: userId }
  return { kind: 'group', id: groupId ?? '' }
}
