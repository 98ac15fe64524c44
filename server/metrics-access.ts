import { createHash, timingSafeEqual } from 'node:crypto'
import { type Config, isLoopback } from '@/server/config'

/**
 * Whether somebody may read this process's metrics. With METRICS_TOKEN whoever sends it as a bearer token; without,
 * only this machine itself: the server listens on loopback, browsers are not sent elsewhere to reach it (as behind a
 * proxy on this machine), and every address that the request came by is loopback.
 */
export function mayReadMetrics(
  headers: Headers,
  { metricsToken, host, url }: Pick<Config, 'metricsToken' | 'host' | 'url'>,
): boolean {
  if (metricsToken !== undefined) {
    const [scheme = '', given = ''] = (headers.get('authorization') ?? '').split(' ')
    return scheme.toLowerCase() === 'bearer' && isSame(given, metricsToken)
  }
  if (!isLoopback(host) || !isLoopback(new URL(url).hostname)) return false
  // Next.js fills in the address of the connection where nobody in between did.
  const cameBy = headers.get('x-forwarded-for')?.split(',') ?? []
  return cameBy.length > 0 && cameBy.every((address) => isLoopback(address.trim().replace(/^::ffff:/, '')))
}

/** Compares in a time that tells nothing about how much of it was right. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
