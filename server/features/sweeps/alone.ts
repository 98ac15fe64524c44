import type { Db } from '@/server/db/client'

/**
 * Runs `work` unless somebody else runs work of the same name, here or in another process, and tells whether it ran.
 * Losing the connection that says so aborts the work, as `stop` does.
 */
export async function alone(
  { locks }: Db,
  name: string,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const ran = await locks.holding(name, async (lost) => {
    await work(AbortSignal.any([stop, lost]))
    return true
  })
  return ran !== null
}
