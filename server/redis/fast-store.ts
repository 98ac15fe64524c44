import { createMemoryStore } from '@/server/redis/memory-store'
import { createRedisStore } from '@/server/redis/redis-store'

/**
 * A small store for copies and hints: token checks, rate limits. Losing it loses no record, so it never fails:
 * while it is away, reads find nothing, writes are dropped and limits let everybody through.
 */
export type FastStore = {
  /** Where it lives; `in-process` is shared with nobody and says so on the health page. */
  kind: 'redis' | 'in-process'
  get(key: string): Promise<string | null>
  /** Keeps `value` for `ttlMs`. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  del(key: string): Promise<void>
  /**
   * Counts one more in a window of `windowMs` that begins with its first count, and answers the count so far.
   * Atomic: of two at once one sees 1 and the other 2. 0 while the store is away.
   */
  increment(key: string, windowMs: number): Promise<number>
  /** Whether it answers now. */
  alive(): Promise<boolean>
  close(): Promise<void>
}

/** Told about an outage, at most once in a while. */
export type Warn = (facts: Record<string, unknown>, message: string) => void

/** A store in the Redis at `url`, or in this process where there is none. */
export function openFastStore(url: string | undefined, warn: Warn): FastStore {
  return url ? createRedisStore(url, warn) : createMemoryStore()
}
