import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOpenimMetrics } from './metrics'
import { ok, refuse, ScriptedOpenim, silence } from './scripted-openim'
import { createMemoryTokenStore } from './token-memory'

let server: ScriptedOpenim
beforeEach(async () => {
  server = new ScriptedOpenim()
  await server.listen()
})
afterEach(() => server.close())

const op = { operationId: 'op-1' }

test('calls, renewals, what is under way and the breaker are measured, without any id', async () => {
  const registry = new Registry()
  const metrics = createOpenimMetrics(registry)
  const openim = server.client({
    ...metrics,
    maxInFlight: 1,
    tokenStore: metrics.store(createMemoryTokenStore()),
  })
  metrics.watch(openim)
  const lines = async () => (await registry.metrics()).split('\n')

  await openim.groups.mute('group-of-secrets', op)
  server.answer = () => refuse(1004)
  await openim.groups.mute('group-of-secrets', op).catch(() => undefined)
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'steward_openim_calls_total{route="/group/mute_group",outcome="ok"} 1',
      'steward_openim_calls_total{route="/group/mute_group",outcome="refused"} 1',
      'steward_openim_call_duration_seconds_count{route="/group/mute_group"} 2',
      'steward_openim_token_renewals_total{outcome="ok"} 1',
      'steward_openim_token_store_total{operation="renew",outcome="ok"} 1',
      'steward_openim_calls_in_flight 0',
      'steward_openim_breaker{state="closed"} 1',
      'steward_openim_up 1',
    ]),
  )

  server.answer = (_route, nth) => (nth % 2 === 1 ? refuse(500) : ok({ groupInfos: 'nonsense' }))
  await openim.groups.byId('group-of-secrets', op).catch(() => undefined)
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'steward_openim_calls_total{route="/group/get_groups_info",outcome="shape"} 1',
      'steward_openim_call_duration_seconds_count{route="/group/get_groups_info"} 2',
      'steward_openim_repeats_total{route="/group/get_groups_info",reason="server_error"} 1',
      'steward_openim_call_failures_total{route="/group/get_groups_info",reason="data_unexpected"} 1',
    ]),
  )

  server.answer = () => silence
  const underWay = [1, 2, 3].map(() =>
    openim.groups.mute('g', { ...op, timeoutMs: 300 }).catch(() => undefined),
  )
  await new Promise((resolve) => setImmediate(resolve))
  expect(await lines()).toEqual(
    expect.arrayContaining(['steward_openim_calls_in_flight 1', 'steward_openim_calls_waiting 2']),
  )
  await Promise.all(underWay)
  expect(await registry.metrics()).toMatch(
    /steward_openim_call_failures_total\{route="\/group\/mute_group",reason="timed_out"\} [23]/,
  )
  expect(await lines()).toContain('steward_openim_calls_limit 1')

  await server.close()
  for (let n = 0; n < 6; n += 1) await openim.groups.mute('g', op).catch(() => undefined)
  const down = await lines()
  expect(down).toContain('steward_openim_calls_total{route="/group/mute_group",outcome="unreachable"} 6')
  expect(down).toEqual(
    expect.arrayContaining(['steward_openim_breaker{state="open"} 1', 'steward_openim_up 0']),
  )
  expect(down.join('\n')).not.toContain('secrets')
})

test('what the probe found is told', async () => {
  const registry = new Registry()
  const metrics = createOpenimMetrics(registry)
  const openim = server.client({ ...metrics })
  metrics.watch(openim)
  expect(await registry.metrics()).not.toMatch(/steward_openim_info\{/)
  server.answer = (route) => (route === '/msg/get_server_time' ? ok({ serverTime: Date.now() }) : ok({}))
  await openim.probe({}, op)
  expect(await registry.metrics()).toContain('steward_openim_warning{warning="default_secret"} 1')
  expect(await registry.metrics()).toContain('steward_openim_info{version="main"} 1')
})
