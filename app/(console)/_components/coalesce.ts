/**
 * Wraps a reading so that a burst of calls makes few: the first runs at once, those during a run make one more after
 * it. Nothing asked for is lost and nothing is cancelled half-way.
 */
export function coalesce(read: () => Promise<unknown>): () => void {
  let running = false
  let again = false
  const run = async () => {
    running = true
    do {
      again = false
      await read().catch(() => undefined)
    } while (again)
    running = false
  }
  return () => {
    if (running) again = true
    else void run()
  }
}
