import { Redis } from 'ioredis'
import { z } from 'zod'
import type { FastStore, Warn } from '@/server/redis/fast-store'
import { createPatience } from '@/server/redis/patience'

const PREFIX = 'steward:'
/** A cache that answers later than this is no help, ms. */
const PATIENCE_MS = 500
/** An outage is told once in this time, ms. */
const WARN_EVERY_MS = 30_000

/** The first count of a window also sets its end; both in one step, so that no window stays for ever. */
const COUNT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return count`

const counted = z.number().int()

/** A fast store in Redis. Connects in the background; while Redis is away each call answers at once. */
export function createRedisStore(url: string, warn: Warn): FastStore {
  const redis = new Redis(url, {
    keyPrefix: PREFIX,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    // What is asked in one moment is sent at once, in its order.
    enableAutoPipelining: true,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  })
  const patience = createPatience(PATIENCE_MS, () => new Error('Redis did not answer'))
  let warnedAt = Number.NEGATIVE_INFINITY
  // Only the first connection is waited for: during an outage a command would wait in a queue.
  let lost = false
  let closing = false

  function away(error: unknown) {
    if (Date.now() - warnedAt < WARN_EVERY_MS) return
    warnedAt = Date.now()
    warn({ err: error }, 'Redis is away: caches are empty and rate limits let everybody through')
  }
  redis.on('error', away)
  redis.on('ready', () => {
    lost = false
  })
  redis.on('close', () => {
    lost = true
    if (!closing) away(new Error('the connection was closed'))
  })

  async function orElse<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
    if (lost) return otherwise
    try {
      return await patience(ask())
    } catch (error) {
      away(error)
      return otherwise
    }
  }

  return {
    kind: 'redis',
    get: (key) => orElse(null, () => redis.get(key)),
    set: (key, value, ttlMs) =>
      orElse(undefined, async () => void (await redis.set(key, value, 'PX', Math.ceil(ttlMs)))),
    del: (key) => orElse(undefined, async () => void (await redis.del(key))),
    increment: (key, windowMs) =>
      orElse(0, async () => counted.parse(await redis.eval(COUNT, 1, key, Math.ceil(windowMs)))),
    alive: () => orElse(false, async () => (await redis.ping()) === 'PONG'),
    close: async () => {
      closing = true
      redis.disconnect()
    },
  }
}
