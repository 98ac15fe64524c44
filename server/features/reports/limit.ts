import { createHash } from 'node:crypto'
import type { FastStore } from '@/server/redis/fast-store'

/** So much of one kind in each window. */
export type Limit = { most: number; windowMs: number }

const PLAIN: Limit = { most: 20, windowMs: 10 * 60_000 }

/**
 * Counts one more of `what`: of a person, about a subject. Returns null while there may be more, else the seconds until
 * there may again. Windows are fixed in time, so that the wait can be told.
 */
export async function overLimit(
  fast: FastStore,
  what: string,
  now: number,
  { most, windowMs }: Limit = PLAIN,
): Promise<number | null> {
  const window = Math.floor(now / windowMs)
  const name = createHash('sha256').update(what).digest('hex').slice(0, 32)
  const count = await fast.increment(`report-limit:${name}:${windowMs}:${window}`, windowMs)
  return count <= most ? null : Math.max(1, Math.ceil(((window + 1) * windowMs - now) / 1000))
}
