import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startRedis } from '@/server/cli/redis'
import { type FastStore, openFastStore } from '@/server/redis/fast-store'
import { testRedis } from '@/server/testing/redis'

const redis = await testRedis()
const warnings: string[] = []
const warn = (_: unknown, message: string) => void warnings.push(message)
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe.each([
  ['in-process', undefined],
  ['redis', redis?.url],
] as const)('the %s store', (kind, url) => {
  const missing = kind === 'redis' && !url
  let store: FastStore
  beforeAll(() => {
    store = openFastStore(url, warn)
  })
  afterAll(() => store.close())

  it.skipIf(missing)('says what it is and that it is alive', async () => {
    expect(store.kind).toBe(kind)
    expect(await store.alive()).toBe(true)
  })

  it.skipIf(missing)('keeps a value for its time and no longer', async () => {
    await store.set('kept', 'value', 60_000)
    await store.set('short', 'value', 150)
    expect(await store.get('kept')).toBe('value')
    expect(await store.get('short')).toBe('value')
    await wait(200)
    expect(await store.get('short')).toBeNull()
    await store.del('kept')
    expect(await store.get('kept')).toBeNull()
    expect(await store.get('never')).toBeNull()
  })

  it.skipIf(missing)('counts each one of many at once', async () => {
    const counts = await Promise.all(Array.from({ length: 50 }, () => store.increment('many', 60_000)))
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })

  it.skipIf(missing)('begins a window with its first count and never moves its end', async () => {
    expect(await store.increment('window', 150)).toBe(1)
    await wait(90)
    expect(await store.increment('window', 150)).toBe(2)
    await wait(90)
    expect(await store.increment('window', 150)).toBe(1)
  })
})

describe.skipIf(!redis)('a Redis that goes away', () => {
  it('costs neither an error nor a wait, is told once, and is used again when it is back', async () => {
    const store = openFastStore(redis?.url, warn)
    await store.set('kept', 'value', 60_000)
    await redis?.stop()
    const started = performance.now()
    expect(await store.get('kept')).toBeNull()
    expect(await store.increment('tries', 60_000)).toBe(0)
    await store.set('kept', 'value', 60_000)
    await store.del('kept')
    expect(await store.alive()).toBe(false)
    expect(performance.now() - started).toBeLessThan(1_500)
    expect(warnings).toEqual([expect.stringContaining('Redis is away')])

    const again = await startRedis({ port: Number(new URL(redis?.url ?? '').port) })
    await vi.waitFor(async () => expect(await store.increment('tries', 60_000)).toBe(1), 10_000)
    await store.close()
    await again?.process.stop()
  })
})
