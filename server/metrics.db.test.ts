import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let GET: (request: Request) => Promise<Response>
let env: typeof import('@/server/env').env
beforeAll(async () => {
  world = await testWorld()
  // As in a process of its own: loaded with the settings of this world.
  for (const [name, value] of Object.entries(world.variables)) vi.stubEnv(name, value)
  vi.resetModules()
  ;({ GET } = await import('@/app/api/metrics/route'))
  ;({ env } = await import('@/server/env'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await world?.close()
})

const ask = (address: string) =>
  GET(new Request('http://127.0.0.1:3000/api/metrics', { headers: { 'x-forwarded-for': address } }))

it('are told to this machine, with the calls of its client', async () => {
  await env()
    .openim.auth.parseToken('not.a.token', { operationId: 'test' })
    .catch(() => undefined)
  const response = await ask('127.0.0.1')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch('text/plain')
  const text = await response.text()
  expect(text).toContain('steward_openim_calls_total{route="/auth/parse_token",outcome="refused"} 1')
  expect(text).toContain('process_cpu_seconds_total')
})

it('are not there for others', async () => {
  const response = await ask('10.0.0.9')
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('Not Found')
})
