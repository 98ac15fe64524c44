import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { receiveAppeal, sendOwnNotices } from '@/server/features/appeals/receive'
import { receiveReport } from '@/server/features/reports/receive'
import { tellOutcome } from '@/server/features/reports/tell-outcome'
import { OpenimError } from '@/server/openim/errors'
import { tokenOf } from '@/server/testing/chat'
import { type RestartableDatabase, restartableDatabase } from '@/server/testing/restartable-database'
import { testWorld, type World } from '@/server/testing/world'
import { problemOf } from '@/server/trpc/problem'
import { isDatabaseAway } from './away'
import { openDb } from './client'

let database: RestartableDatabase
let world: World
beforeAll(async () => {
  database = await restartableDatabase()
  world = await testWorld({ database })
})
afterAll(() => world.close())

test.each([
  ['fast', 400],
  ['crash', 400],
] as const)(
  'whatever is asked while PostgreSQL is restarted (%s) says so, and is answered afterwards',
  async (how, awayMs) => {
    const { db } = database
    const { prisma, pool, locks } = db
    const asks = {
      model: () => prisma.staff.count(),
      raw: () => prisma.$queryRaw`SELECT 1 AS n FROM pg_sleep(0.05)`,
      transaction: () =>
        prisma.$transaction(async (tx) => {
          await tx.$queryRaw`SELECT 1 AS n FROM pg_sleep(0.05)`
          return await tx.staff.count()
        }),
      pool: () => pool.query('SELECT pg_sleep(0.05)'),
      lock: () => locks.holding(`lock ${Math.random()}`, async () => await pool.query('SELECT 1')),
    }
    const failed: { name: string; error: unknown }[] = []
    let isOver = false
    async function keepAsking([name, ask]: [string, () => Promise<unknown>]) {
      while (!isOver) {
        await ask().catch((error: unknown) => failed.push({ name, error }))
        await pause(2)
      }
    }
    const asking = Object.entries(asks).map(keepAsking)
    await pause(200)
    expect(failed).toEqual([])
    await database.restart(how, awayMs)
    await pause(300)
    isOver = true
    await Promise.all(asking)
    expect(new Set(failed.map(({ name }) => name))).toEqual(new Set(Object.keys(asks)))
    expect(failed.filter(({ error }) => !isDatabaseAway(error))).toEqual([])
    expect(new Set(failed.map(({ error }) => problemOf(error).reason))).toEqual(new Set(['database_away']))
    for (const ask of Object.values(asks)) await ask()
  },
  60_000,
)

test('whoever calls the client API meanwhile is asked to come back', async () => {
  const { groupId, userIds } = await world.group(2)
  const authorization = `Bearer ${await tokenOf(world, userIds[1] ?? '')}`
  const call = (method: string, body?: object) =>
    new Request('http://steward.test/api/v1', {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  const report = { subject: { kind: 'group', groupId }, reason: 'spam' }
  const calls = {
    report: () => receiveReport(world.env, call('POST', report)),
    outcome: () => tellOutcome(world.env, call('GET'), 'R-0123456789ABCDEF'),
    appeal: () => receiveAppeal(world.env, call('POST', { notice: 'N-1', text: 'I did not do it.' })),
    notices: () => sendOwnNotices(world.env, call('GET')),
  }
  expect((await calls.report()).status).toBe(201)
  const back = database.restart('fast', 2_000)
  await expect.poll(() => database.pool.query('SELECT 1').catch(() => 'away')).toBe('away')
  for (const [name, ask] of Object.entries(calls)) {
    const answer = await ask()
    const { code } = z.object({ code: z.string() }).parse(await answer.json())
    expect([name, answer.status, code]).toEqual([name, 503, 'unavailable'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  await back
  expect((await calls.report()).status).toBe(200)
})

test('no other failure is taken for it', async () => {
  const { prisma, pool } = openDb(database.url, 2)
  const key = { subjectKind: 'test', subjectId: 'one', wrapped: new Uint8Array() }
  await prisma.personalKey.create({ data: key })
  const input = { kind: 'uncertain', reason: 'connection_lost', route: '/x', operationId: 'x' } as const
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const failures = await Promise.allSettled([
    prisma.personalKey.create({ data: key }),
    prisma.$queryRaw`SELECT 1 / 0`,
    prisma.staff.findUniqueOrThrow({ where: { email: 'nobody' } }),
    pool.query('SELECT nothing'),
    Promise.reject(new OpenimError({ ...input, meaning: 'the connection broke', cause: lost })),
    fetch('http://127.0.0.1:9/'),
  ])
  for (const failure of failures) {
    expect(failure.status).toBe('rejected')
    expect(isDatabaseAway(failure.status === 'rejected' && failure.reason)).toBe(false)
  }
  expect([undefined, null, 'ECONNREFUSED', new Error('no')].map((one) => isDatabaseAway(one))).toEqual(
    Array(4).fill(false),
  )
  await prisma.$disconnect()
  await pool.end()
})
