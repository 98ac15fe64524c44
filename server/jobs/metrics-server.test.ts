import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '@/server/cli/ports'
import { type MetricsServer, serveMetrics } from './metrics-server'

const token = 'a-token-of-some-length'
const local = { metricsToken: undefined, host: '127.0.0.1', url: 'http://127.0.0.1:3000' }

let port: number
let server: MetricsServer | undefined
let warnings: string[]
beforeEach(async () => {
  port = await freePort()
  warnings = []
})
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function serve(changes: { workerMetricsPort?: undefined; metricsToken?: string } = {}) {
  const settings = { ...local, workerMetricsPort: port, ...changes }
  server = await serveMetrics(settings, (_facts, message) => warnings.push(message))
}
const ask = (path = '/metrics', init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init)

describe('the metrics of the worker', () => {
  test('are told to this machine', async () => {
    await serve()
    const response = await ask()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch('text/plain')
    expect(await response.text()).toContain('process_cpu_seconds_total')
  })

  test.each([
    ['another path', '/api/metrics', {}],
    ['another method', '/metrics', { method: 'POST' }],
    ['one who came through a proxy', '/metrics', { headers: { 'x-forwarded-for': '10.0.0.9' } }],
  ])('are not there for %s', async (_who, path, init) => {
    await serve()
    expect((await ask(path, init)).status).toBe(404)
  })

  test('are for whoever knows the token where there is one', async () => {
    await serve({ metricsToken: token })
    expect((await ask()).status).toBe(404)
    expect((await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
  })

  test('are served nowhere without a port', async () => {
    await serve({ workerMetricsPort: undefined })
    await expect(ask()).rejects.toThrow()
  })

  test('are told of, and stop nothing, where the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    await serve()
    expect(warnings).toEqual([expect.stringContaining('WORKER_METRICS_PORT')])
    await new Promise((resolve) => other.close(resolve))
  })
})
