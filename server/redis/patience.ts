/** In how many parts a wait is counted. */
const PARTS = 10

/** Waits for an answer, but not for ever: rejects where none was heard in time. */
export type Patience = <T>(answer: Promise<T>) => Promise<T>

type Waiter = { left: number; giveUp: () => void }

/**
 * Waits up to `ms` in which an answer could be heard. While this process is busy (with loading its code, with a burst of
 * requests) answers lie there unread, and a clock would take the other side for gone. So the time is counted in parts, each of
 * which ends only after what came in was read, however long that took.
 */
export function createPatience(ms: number, lost: () => Error): Patience {
  const waiters = new Set<Waiter>()
  let clock: NodeJS.Timeout | undefined

  function count(): void {
    if (waiters.size === 0) {
      clearInterval(clock)
      clock = undefined
    }
    for (const waiter of waiters) {
      waiter.left -= 1
      if (waiter.left <= 0) waiter.giveUp()
    }
  }

  return (answer) =>
    new Promise((resolve, reject) => {
      const waiter: Waiter = { left: PARTS + 1, giveUp: () => end(() => reject(lost())) }
      const end = (tell: () => void) => {
        waiters.delete(waiter)
        tell()
      }
      waiters.add(waiter)
      clock ??= setInterval(count, ms / PARTS)
      answer.then(
        (value) => end(() => resolve(value)),
        (error: unknown) => end(() => reject(error)),
      )
    })
}
