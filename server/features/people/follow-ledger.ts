import type { SettledHook } from '@/server/actions/action-env'
import { enqueue } from '@/server/jobs/enqueue'

const CHANGE_A_PROFILE = new Set(['user.register', 'user.edit'])

/** Somebody was registered or changed: the index reads them again, right after the commit. */
export const refreshPersonAfterAction: SettledHook = {
  concerns: ({ action, state }) => state !== 'cancelled' && CHANGE_A_PROFILE.has(action),
  follow: (tx, { subjectId: userId }) => enqueue(tx, 'people.refresh', { userId }, `user:${userId}`),
}
