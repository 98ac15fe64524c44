import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersNow, openimHealth } from '@/server/features/session/openim-health'
import { createOpenim } from '@/server/openim/client'
import { createMemoryTokenStore } from '@/server/openim/token-memory'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.close())

it('tells who is signed in', async () => {
  const actor = await world.staff('auditor')
  const caller = createCaller({ actor, requestId: 'test', env: world.env })
  const { email, ...me } = await caller.session.me()
  expect(me).toEqual({ id: actor.id, name: actor.name, role: 'auditor', mode: 'live' })
  expect(email).toContain('@')
})

describe('the health of OpenIM', () => {
  it('is known in a process that made no call yet', async () => {
    const actor = await world.staff('support')
    const caller = createCaller({ actor, requestId: 'test', env: world.env })
    const health = await caller.session.health()
    expect(health).toMatchObject({ openim: 'up', oneProcess: true, latencyMs: expect.any(Number) })
  })

  it('is down where nobody ever answered, without waiting long and without an error', async () => {
    const openim = createOpenim({
      baseUrl: 'http://127.0.0.1:9',
      secret: 'x',
      adminId: 'x',
      tokenStore: createMemoryTokenStore(),
    })
    const started = performance.now()
    expect(answersNow(await openimHealth({ openim }))).toBe(false)
    expect(performance.now() - started).toBeLessThan(4_000)
  })
})
