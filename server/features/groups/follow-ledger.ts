import type { SettledHook } from '@/server/actions/action-env'
import { enqueue } from '@/server/jobs/enqueue'

/** An action ended: the index reads the group and the person it touched again, right after the commit. */
export const refreshAfterAction: SettledHook = async (tx, { groupId, userId, state }) => {
  if (state === 'cancelled') return
  if (groupId !== null) await enqueue(tx, 'groups.refresh', { groupId }, `group:${groupId}`)
  if (userId !== null) await enqueue(tx, 'people.refresh', { userId }, `user:${userId}`)
}
