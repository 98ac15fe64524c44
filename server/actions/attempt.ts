import type { ActionEnv } from '@/server/actions/action-env'
import type { CallOptions } from '@/server/openim/endpoint'

/**
 * One attempt at an action, from planning it anew to its last read-back. `turn` grows whenever what was read before can
 * no longer be relied on.
 */
export type Attempt = { turn: number }

export const newAttempt = (): Attempt => ({ turn: 0 })

/** Forgets every reading of this attempt: a call of ours goes out, its effect is looked for, or time was let pass. */
export function newTurn(attempt: Attempt): void {
  attempt.turn += 1
}

/** What reads for an action: planning and the effect alike. */
export type ReadContext = { env: ActionEnv; options: CallOptions; attempt: Attempt }

/** How long ago, in ms, a reading may have begun and still count as made right before. */
const STILL_FRESH_MS = 1_000

type Made<T> = { turn: number; at: number; value: T }

/**
 * A reading that planning, keeping, applying and verifying share within one attempt, so that each of them need not ask
 * OpenIM anew. It is made again after any call of ours, in another attempt, and when it is older than a second; a failed
 * one is never kept. `now` in ms.
 */
export function sharedReading<Context extends { attempt: Attempt }, Ids extends string[], T>(
  read: (ctx: Context, ...ids: Ids) => Promise<T>,
  now: () => number = () => performance.now(),
): (ctx: Context, ...ids: Ids) => Promise<T> {
  const made = new WeakMap<Attempt, Map<string, Made<T>>>()
  return async (ctx, ...ids) => {
    const { attempt } = ctx
    const { turn } = attempt
    const at = now()
    const key = JSON.stringify(ids)
    const known = made.get(attempt) ?? new Map<string, Made<T>>()
    made.set(attempt, known)
    const last = known.get(key)
    if (last?.turn === turn && at - last.at < STILL_FRESH_MS) return last.value
    const value = await read(ctx, ...ids)
    known.set(key, { turn, at, value })
    return value
  }
}
