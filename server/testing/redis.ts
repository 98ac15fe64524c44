import { startRedis } from '@/server/cli/redis'

/** A Redis of its own for one test file, or undefined where no redis-server is installed. Call `stop()` at the end. */
export async function testRedis(): Promise<{ url: string; stop: () => Promise<void> } | undefined> {
  const redis = await startRedis({})
  return redis && { url: redis.url, stop: redis.process.stop }
}
