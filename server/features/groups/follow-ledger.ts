import type { SettledHook } from '@/server/actions/action-env'
import { enqueue } from '@/server/jobs/enqueue'

/** An action on a group ended: the index reads the group again, right after the commit. */
export const refreshAfterAction: SettledHook = async (tx, { subjectKind, subjectId: groupId, state }) => {
  if (subjectKind !== 'group' || state === 'cancelled') return
  await enqueue(tx, 'groups.refresh', { groupId }, `group:${groupId}`)
}
