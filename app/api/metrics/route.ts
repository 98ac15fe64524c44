import { env } from '@/server/env'
import { metricsRegistry } from '@/server/metrics'
import { mayReadMetrics } from '@/server/metrics-access'

/** What this process measures, for Prometheus. To strangers it is not there. */
export async function GET(request: Request): Promise<Response> {
  const { config } = env()
  if (!mayReadMetrics(request.headers, config)) return new Response('Not Found', { status: 404 })
  const registry = metricsRegistry()
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  })
}
