import type { SettledHook } from '@/server/actions/action-env'
import { enqueue } from '@/server/jobs/enqueue'

const CHANGE_A_PROFILE = new Set(['user.register', 'user.edit'])

/** Somebody was registered or changed: the index reads them again, right after the commit. */
export const refreshPersonAfterAction: SettledHook = async (tx, { action, subjectId: userId, state }) => {
  if (state === 'cancelled' || !CHANGE_A_PROFILE.has(action)) return
  await enqueue(tx, 'people.refresh', { userId }, `user:${userId}`)
}
