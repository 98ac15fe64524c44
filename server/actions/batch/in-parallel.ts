/** Maps `items` with at most `atOnce` under way, in order. Stops taking new ones at the first failure or abort. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const next = items.entries()
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  async function lane() {
    for (const [at, item] of next) {
      stop.throwIfAborted()
      results[at] = await work(item)
    }
  }
  const lanes = Array.from({ length: atOnce }, () =>
    lane().catch((error: unknown) => {
      failed.abort(error)
      throw error
    }),
  )
  await Promise.all(lanes)
  return results
}
