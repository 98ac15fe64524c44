import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OpenimError } from '@/server/openim/errors'
import { type RestartableDatabase, restartableDatabase } from '@/server/testing/restartable-database'
import { problemOf } from '@/server/trpc/problem'
import { isDatabaseAway } from './away'
import { openDb } from './client'

let database: RestartableDatabase
beforeAll(async () => {
  database = await restartableDatabase()
})
afterAll(() => database.drop())

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
