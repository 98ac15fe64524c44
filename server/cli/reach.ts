import { Redis } from 'ioredis'
import { Client } from 'pg'

const MOST_MS = 5_000

/** Connects once to the PostgreSQL of DATABASE_URL. Throws an error that names the variable, never its value. */
export async function reachDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: MOST_MS })
  // A connection that ends by itself is told by the query.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
  } catch (error) {
    throw new Error(`DATABASE_URL: PostgreSQL cannot be used there: ${reasonOf(error)}.`, { cause: error })
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Connects once to the Redis of REDIS_URL. Throws an error that names the variable, never its value. */
export async function reachRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: MOST_MS, retryStrategy: null })
  let first: unknown
  redis.on('error', (error: unknown) => {
    first ??= error
  })
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    throw new Error(`REDIS_URL: Redis cannot be used there: ${reasonOf(first ?? error)}.`, { cause: error })
  } finally {
    redis.disconnect()
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : 'no answer'
}
