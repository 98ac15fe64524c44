import type { ActionEnv } from '@/server/actions/action-env'
import { RowLost } from '@/server/actions/effect'
import { step } from '@/server/actions/step'
import type { Subject } from '@/server/actions/subject'
import { lowestUnfinished } from '@/server/actions/worked-row'
import { LockLost } from '@/server/db/session-locks'

/**
 * Works a subject's unfinished rows in their order, one at a time, and stops where one is unsettled. A session advisory
 * lock makes this process the only one; losing the connection loses the lock and aborts the work.
 * Returns in how many ms it should be called again, or null when nothing is left or somebody else is at it.
 */
export async function drain(env: ActionEnv, subject: Subject, stop: AbortSignal): Promise<number | null> {
  try {
    return await env.db.locks.holding(`${subject.kind}:${subject.id}`, (lost) =>
      workOff(env, subject, AbortSignal.any([stop, lost])),
    )
  } catch (error) {
    // Stopping is no failure: the row stays where it is, and whoever starts next goes on from there.
    if (stop.aborted || error instanceof RowLost || error instanceof LockLost) return null
    throw error
  }
}

async function workOff(env: ActionEnv, subject: Subject, signal: AbortSignal): Promise<number | null> {
  for (;;) {
    if (signal.aborted) return null
    const [row, ...behind] = await lowestUnfinished(env.db, subject)
    if (!row) return null
    const again = await step(env, row, signal)
    if (again !== 'next') return again
    // One that was written down in the meantime is announced by itself.
    if (behind.length === 0) return null
  }
}
