import { setTimeout as pause } from 'node:timers/promises'

/** Waits until the next call may be made, so that no more than `perSecond` are. Rejects once `stop` is aborted. */
export type Pace = () => Promise<void>

export function createPace(perSecond: number, stop: AbortSignal): Pace {
  const every = 1_000 / perSecond
  let next = 0
  return async () => {
    stop.throwIfAborted()
    const now = performance.now()
    const waitMs = next - now
    next = Math.max(now, next) + every
    if (waitMs > 0) await pause(waitMs, undefined, { signal: stop })
  }
}
