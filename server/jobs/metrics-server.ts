import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Config } from '@/server/config'
import { metricsRegistry } from '@/server/metrics'
import { mayReadMetrics } from '@/server/metrics-access'

type Settings = Pick<Config, 'workerMetricsPort' | 'metricsToken' | 'host' | 'url'>

export type MetricsServer = { close(): Promise<void> }

/** Told of what went wrong. */
type Warn = (facts: { err: unknown }, message: string) => void

/**
 * Serves what this process measures as `GET /metrics` on WORKER_METRICS_PORT, to those who may read the web's; nothing
 * where the port is not set. Where it cannot listen it only warns: a worker that is not measured still works.
 */
export async function serveMetrics(settings: Settings, warn: Warn): Promise<MetricsServer> {
  const { workerMetricsPort: port, host } = settings
  if (port === undefined) return { close: async () => undefined }
  const server = createServer((request, response) => {
    answer(settings, request, response).catch((error: unknown) => {
      warn({ err: error }, 'the metrics could not be read')
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => {
    server.once('error', (error) => {
      warn({ err: error }, 'WORKER_METRICS_PORT: no metrics are served there')
      resolve()
    })
    server.listen(port, host, resolve)
  })
  return {
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

async function answer(settings: Settings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = request.method === 'GET' && request.url?.split('?')[0] === '/metrics'
  if (!asked || !mayReadMetrics(headersOf(request), settings)) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found')
    return
  }
  const registry = metricsRegistry()
  const text = await registry.metrics()
  response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text)
}

/** The addresses that the request came by are those a proxy told, and the one that is connected. */
function headersOf({ headers, socket }: IncomingMessage): Headers {
  const told = [headers['x-forwarded-for'] ?? []].flat()
  const cameBy = [...told, socket.remoteAddress ?? 'unknown'].join(', ')
  return new Headers({ authorization: headers.authorization ?? '', 'x-forwarded-for': cameBy })
}
