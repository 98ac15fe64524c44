import type { FastStore } from '@/server/redis/fast-store'

/** Above this many entries, what has ended is swept out at the next write. */
const SWEEP_ABOVE = 10_000

type Entry = { value: string; endsAt: number }

/** A fast store in this process's memory: for one process without a Redis, and for tests. */
export function createMemoryStore(now: () => number = Date.now): FastStore {
  const entries = new Map<string, Entry>()
  let sweepAbove = SWEEP_ABOVE

  function read(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (entry && entry.endsAt > now()) return entry
    entries.delete(key)
    return undefined
  }

  function write(key: string, entry: Entry) {
    entries.set(key, entry)
    if (entries.size <= sweepAbove) return
    for (const [other, { endsAt }] of entries) if (endsAt <= now()) entries.delete(other)
    // Twice what is left, so that a full store is not swept at every write.
    sweepAbove = Math.max(SWEEP_ABOVE, 2 * entries.size)
  }

  return {
    kind: 'in-process',
    get: async (key) => read(key)?.value ?? null,
    set: async (key, value, ttlMs) => write(key, { value, endsAt: now() + ttlMs }),
    del: async (key) => void entries.delete(key),
    increment: async (key, windowMs) => {
      const known = read(key)
      const count = Number(known?.value ?? 0) + 1
      write(key, { value: String(count), endsAt: known?.endsAt ?? now() + windowMs })
      return count
    },
    alive: async () => true,
    close: async () => entries.clear(),
  }
}
