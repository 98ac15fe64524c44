import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createTokenKeeper } from './token'
import { createMemoryTokenStore } from './token-memory'
import { measureTokenStore } from './token-metrics'

test('reads, renewals and the end of the token are measured, and never the token', async () => {
  const registry = new Registry()
  const store = measureTokenStore(createMemoryTokenStore(), registry)
  expect(await registry.metrics()).not.toContain('steward_openim_token_expiry')
  const mint = async () => ({ token: 'token-of-admin', lifetimeMs: 7_776_000_000 })
  await createTokenKeeper(store, mint, Date.now).current()
  const [stored, text] = [await store.read(), await registry.metrics()]
  expect(text).toContain('steward_openim_token_store_total{operation="read",outcome="ok"}')
  expect(text).toContain('steward_openim_token_store_total{operation="renew",outcome="ok"} 1')
  expect(text).toContain('steward_openim_token_renewal_duration_seconds_count 1')
  expect(text).toContain(`steward_openim_token_expiry_timestamp_seconds ${(stored?.expiresAtMs ?? 0) / 1000}`)
  expect(text).not.toContain('token-of-admin')
})

test('a renewal that fails is counted, and fails', async () => {
  const registry = new Registry()
  const store = measureTokenStore(createMemoryTokenStore(), registry)
  await expect(store.renew(0, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await registry.metrics()).toContain(
    'steward_openim_token_store_total{operation="renew",outcome="failed"} 1',
  )
})
