export interface InFlight {
  /** Waits for a free place and returns the function that frees it. Rejects with `signal.reason` once aborted. */
  enter(signal: AbortSignal): Promise<() => void>
  counts(): { inFlight: number; waiting: number }
}

/** At most `limit` at a time, first come, first served. */
export function createInFlight(limit: number): InFlight {
  let free = limit
  const waiting: (() => void)[] = []

  function leaveOnce(): () => void {
    let left = false
    return () => {
      if (left) return
      left = true
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }

  return {
    counts: () => ({ inFlight: limit - free, waiting: waiting.length }),
    async enter(signal) {
      signal.throwIfAborted()
      if (free > 0) {
        free -= 1
        return leaveOnce()
      }
      await new Promise<void>((resolve, reject) => {
        const admit = () => {
          signal.removeEventListener('abort', giveUp)
          resolve()
        }
        const giveUp = () => {
          waiting.splice(waiting.indexOf(admit), 1)
          reject(signal.reason)
        }
        waiting.push(admit)
        signal.addEventListener('abort', giveUp, { once: true })
      })
      return leaveOnce()
    },
  }
}
