import { createHash } from 'node:crypto'
import type { FastStore } from '@/server/redis/fast-store'

/** How many reports one person may send in one window. How many people report one subject is not limited. */
export const MOST_REPORTS = 20
export const WINDOW_MS = 10 * 60_000

/**
 * Counts one more report of this person. Returns null while they may, else the seconds until they may again. Windows are
 * fixed in time, so that the wait can be told.
 */
export async function overLimit(fast: FastStore, reporterId: string, now: number): Promise<number | null> {
  const window = Math.floor(now / WINDOW_MS)
  const who = createHash('sha256').update(reporterId).digest('hex').slice(0, 32)
  const count = await fast.increment(`report-limit:${who}:${window}`, WINDOW_MS)
  return count <= MOST_REPORTS ? null : Math.max(1, Math.ceil(((window + 1) * WINDOW_MS - now) / 1000))
}
