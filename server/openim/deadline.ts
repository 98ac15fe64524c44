export interface Deadline {
  /** Aborts when the time is over or the caller gives up. */
  signal: AbortSignal
  remainingMs(): number
  /** Must be called once the work is done; otherwise the timer lives on. */
  stop(): void
}

/** The end of one call's time, `ms` from now, or sooner if `caller` aborts. */
export function createDeadline(ms: number, caller: AbortSignal | undefined, now: () => number): Deadline {
  const controller = new AbortController()
  const endMs = now() + ms
  const giveUp = () => controller.abort(caller?.reason)
  const timer = setTimeout(() => controller.abort(new DOMException('the time ran out', 'TimeoutError')), ms)
  if (caller?.aborted) giveUp()
  caller?.addEventListener('abort', giveUp, { once: true })
  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, endMs - now()),
    stop() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', giveUp)
    },
  }
}

/** `work`, unless `signal` aborts first; then it rejects with the signal's reason and `work` goes on unheard. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
