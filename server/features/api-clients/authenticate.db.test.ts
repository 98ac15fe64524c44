import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import { createMemoryStore } from '@/server/redis/memory-store'
import { createRedisStore } from '@/server/redis/redis-store'
import { newClient, type Signing, signedRequest } from '@/server/testing/api-clients'
import { testRedis } from '@/server/testing/redis'
import { testWorld, type World } from '@/server/testing/world'
import { authenticateClient } from './authenticate'
import { changeClient, listClients, revokeClient, rotateClient } from './manage'
import { beginNonces } from './nonces'
import type { FreshSecret } from './schema'

let world: World
let owner: StaffActor
let client: FreshSecret

beforeAll(async () => {
  world = await testWorld()
  owner = await world.staff('owner')
})
afterAll(() => world.close())
beforeEach(async () => {
  await beginNonces(world.env.fast, Date.now() - 3_600_000)
  client = await newClient(world, owner)
})

const problem = z.object({ code: z.string() })
const by = () => ({ actor: owner, requestId: 'test' })

async function asked(request: Request, env: Pick<World['env'], 'db' | 'fast'> = world.env) {
  const answer = await authenticateClient(env, request, 'reports')
  if (answer.ok) return 'ok'
  const { code } = problem.parse(await answer.answer.json())
  return `${answer.answer.status} ${code}`
}
const send = (signing?: Signing) => asked(signedRequest(client, signing))

describe('a signed request', () => {
  test('tells the client and gives the body it signed', async () => {
    const request = signedRequest(client, { path: '/api/v1/reports?a=%20b', body: '{"x":"漢"}' })
    const answer = await authenticateClient(world.env, request, 'reports')
    expect(answer).toMatchObject({
      ok: true,
      clientId: client.id,
      actor: { kind: 'client', id: client.keyId },
    })
    expect(answer.ok && Buffer.from(answer.body).toString()).toBe('{"x":"漢"}')
  })

  test('is good once, and under another nonce again', async () => {
    const again = { nonce: 'abcdefgh12345678', body: '{}' }
    expect(await send(again)).toBe('ok')
    expect(await send(again)).toBe('401 nonce_spent')
    expect(await send({ ...again, nonce: 'abcdefgh12345679' })).toBe('ok')
  })

  test('of 20 at once one is good', async () => {
    const time = Date.now()
    const results = await Promise.all(
      Array.from({ length: 20 }, () => send({ nonce: 'same-same-same-same', time })),
    )
    expect(results.filter((result) => result === 'ok')).toHaveLength(1)
  })

  test.each([
    [-4 * 60_000, 'ok'],
    [4 * 60_000, 'ok'],
    [-6 * 60_000, '401 time_refused'],
    [6 * 60_000, '401 time_refused'],
    // In seconds.
    [-Date.now() + 1_795_416_000, '401 time_refused'],
  ])('%i ms from our time: %s', async (offset, expected) => {
    expect(await send({ time: Date.now() + offset })).toBe(expected)
  })

  test('may be five minutes from our time, and not a millisecond more', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const now = Date.now()
      await beginNonces(world.env.fast, now - 3_600_000)
      expect(await send({ time: now - 300_000 })).toBe('ok')
      expect(await send({ time: now - 300_001 })).toBe('401 time_refused')
      expect(await send({ time: now + 300_000 })).toBe('ok')
      expect(await send({ time: now + 300_001 })).toBe('401 time_refused')
    } finally {
      vi.useRealTimers()
    }
  })

  test('is signed over its query as it is sent: neither another order nor other escapes are the same', async () => {
    const signed = (path: string) => signedRequest(client, { method: 'GET', path })
    const sentAs = (path: string, request: Request) =>
      asked(new Request(`http://steward.test${path}`, { headers: request.headers }))
    for (const [path, other] of [
      ['/api/v1/notices?b=2&a=1', '/api/v1/notices?a=1&b=2'],
      ['/api/v1/notices?u=a%2Fb', '/api/v1/notices?u=a/b'],
      ['/api/v1/notices?u=%E6%BC%A2', '/api/v1/notices?u=%e6%bc%a2'],
      ['/api/v1/notices?u=a+b', '/api/v1/notices?u=a%20b'],
    ] as const) {
      expect(await sentAs(other, signed(path)), other).toBe('401 signature_refused')
      expect(await sentAs(path, signed(path)), path).toBe('ok')
    }
  })

  test('whose body, path or method is another is refused', async () => {
    const { headers } = signedRequest(client, { body: '{"a":1}' })
    for (const [path, method, body] of [
      ['/api/v1/reports', 'POST', '{"a":2}'],
      ['/api/v1/reports?x=1', 'POST', '{"a":1}'],
      ['/api/v1/reports', 'PUT', '{"a":1}'],
    ] as const) {
      const request = new Request(`http://steward.test${path}`, { method, headers, body })
      expect(await asked(request)).toBe('401 signature_refused')
    }
  })

  test('of a wrong secret or an unknown key is refused in the same words, and spends no nonce', async () => {
    const nonce = 'abcdefgh12345678'
    expect(await asked(signedRequest({ ...client, secret: 'wrong' }, { nonce }))).toBe(
      '401 signature_refused',
    )
    const unknown = { ...client, keyId: 'sk_0000000000000000' }
    expect(await asked(signedRequest(unknown, { nonce }))).toBe('401 signature_refused')
    expect(await send({ nonce })).toBe('ok')
  })

  test('without the scope, with too much or with a header that cannot be read is refused', async () => {
    const other = await newClient(world, owner, ['appeals'])
    expect(await asked(signedRequest(other))).toBe('403 scope_missing')
    expect(await send({ body: 'x'.repeat(65_537) })).toBe('400 body_too_large')
    expect(await send({ headers: { authorization: 'Steward-HMAC-SHA256 key=1' } })).toBe(
      '401 signature_malformed',
    )
  })
})

describe('two processes with one Redis', () => {
  test('take a nonce once between them, also after it was emptied', async (ctx) => {
    const redis = await testRedis()
    if (!redis) return ctx.skip()
    const stores = [1, 2].map(() => createRedisStore(redis.url, () => undefined))
    try {
      const [one, two] = stores.map((fast) => ({ db: world.env.db, fast }))
      if (!one || !two) throw new Error('two stores were made')
      await beginNonces(one.fast, Date.now() - 1_000)
      const once = { nonce: 'abcdefgh12345678', time: Date.now() }
      const both = await Promise.all([one, two].map((place) => asked(signedRequest(client, once), place)))
      expect(both.sort()).toEqual(['401 nonce_spent', 'ok'])
      const admin = new Redis(redis.url)
      await admin.flushall()
      admin.disconnect()
      expect(await asked(signedRequest(client, once), two)).toBe('503 sign_again')
    } finally {
      await Promise.all(stores.map((store) => store.close()))
      await redis.stop()
    }
  })
})

describe('an emptied store', () => {
  const emptied = () => ({ db: world.env.db, fast: createMemoryStore() })

  test('opens no replay: what came before it has to be signed again', async () => {
    const once = { nonce: 'abcdefgh12345678', time: Date.now() }
    expect(await send(once)).toBe('ok')
    const place = emptied()
    expect(await asked(signedRequest(client, once), place)).toBe('503 sign_again')
    expect(await asked(signedRequest(client, { ...once, time: Date.now() - 60_000 }), place)).toBe(
      '503 sign_again',
    )
    expect(await asked(signedRequest(client, { time: Date.now() + 1_000 }), place)).toBe('503 sign_again')
    expect(await asked(signedRequest(client, { time: Date.now() + 20_000 }), place)).toBe('ok')
  })

  test('opens none either for a client whose clock is ahead', async () => {
    const ahead = { nonce: 'abcdefgh12345678', time: Date.now() + 120_000 }
    expect(await send(ahead)).toBe('ok')
    const place = emptied()
    await beginNonces(place.fast, Date.now() - 50)
    expect(await asked(signedRequest(client, ahead), place)).toBe('503 sign_again')
    // Only that client waits until no time of its own can have been spent.
    const other = await newClient(world, owner)
    expect(await asked(signedRequest(other), place)).toBe('ok')
  })

  test('that began with its process refuses nobody who comes later', async () => {
    const place = emptied()
    await beginNonces(place.fast, Date.now() - 1_000)
    expect(await asked(signedRequest(client), place)).toBe('ok')
  })

  test('that is away lets nobody through', async () => {
    const fast = { ...createMemoryStore(), increment: async () => 0 }
    expect(await asked(signedRequest(client), { db: world.env.db, fast })).toBe('503 nonces_unknown')
  })
})

describe('a secret', () => {
  const row = async () => {
    const found = (await listClients(world.env.db)).find(({ id }) => id === client.id)
    if (!found) throw new Error('the client is gone')
    return found
  }

  test('stands nowhere but in the answer, sealed in the table', async () => {
    const stored = await world.env.db.prisma.apiClient.findUniqueOrThrow({ where: { id: client.id } })
    expect(Buffer.from(stored.secret ?? []).toString('latin1')).not.toContain(client.secret)
    const audits = await world.env.db.prisma.auditRow.findMany({
      where: { subjectId: `client/${client.keyId}` },
    })
    expect(audits.map(({ action }) => action)).toEqual(['api_client.created'])
    expect(JSON.stringify(audits)).not.toContain(client.secret)
    expect(JSON.stringify(await listClients(world.env.db))).not.toContain(client.secret)
  })

  test('rotated with an overlap works beside the new one until that ends', async () => {
    const old = client
    const overlapMs = 3_600_000
    const fresh = await rotateClient(world.env.db, by(), { id: old.id, version: 1, overlapMs })
    expect(fresh.secret).not.toBe(old.secret)
    expect(await asked(signedRequest(old))).toBe('ok')
    expect(await asked(signedRequest(fresh))).toBe('ok')
    expect((await row()).previousUntil).toBeGreaterThan(Date.now())
    await world.env.db.prisma.apiClient.update({
      where: { id: old.id },
      data: { previousUntil: new Date(Date.now() - 1) },
    })
    expect(await asked(signedRequest(old))).toBe('401 signature_refused')
    expect(await asked(signedRequest(fresh))).toBe('ok')
    expect((await row()).previousUntil).toBeNull()
  })

  test('rotated without an overlap, or revoked, ends at once', async () => {
    const fresh = await rotateClient(world.env.db, by(), { id: client.id, version: 1, overlapMs: 0 })
    expect(await asked(signedRequest(client))).toBe('401 signature_refused')
    await revokeClient(world.env.db, by(), { id: client.id, version: 2 })
    expect(await asked(signedRequest(fresh))).toBe('401 signature_refused')
    const stored = await world.env.db.prisma.apiClient.findUniqueOrThrow({ where: { id: client.id } })
    expect(stored).toMatchObject({ secret: null, previousSecret: null })
    const again = rotateClient(world.env.db, by(), { id: client.id, version: 3, overlapMs: 0 })
    await expect(again).rejects.toMatchObject({ reason: 'client_revoked' })
  })

  test('is not rotated by somebody who saw an older version', async () => {
    const { id } = client
    const changed = { id, version: 1, name: 'Other', scopes: ['appeals' as const] }
    await changeClient(world.env.db, by(), changed)
    const late = rotateClient(world.env.db, by(), { id, version: 1, overlapMs: 0 })
    await expect(late).rejects.toMatchObject({ code: 'conflict', reason: 'setting_changed' })
    expect(await send()).toBe('403 scope_missing')
  })

  test('says when it was used last, to the minute', async () => {
    expect((await row()).lastUsedAt).toBeNull()
    await send()
    const used = (await row()).lastUsedAt
    expect(used).toBeGreaterThan(Date.now() - 60_000)
    await send()
    expect((await row()).lastUsedAt).toBe(used)
  })
})
