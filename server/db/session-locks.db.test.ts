import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appConnection } from '@/server/db/connection'
import { createSessionLocks, LockLost } from '@/server/db/session-locks'
import { type TestDatabase, testDatabase } from '@/server/testing/database'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.drop())

const newLocks = () => createSessionLocks(appConnection(database.url))
const never = () => new Promise<never>(() => {})

test('one at a time, in this process and in others; another name is free', async () => {
  const [here, elsewhere] = [newLocks(), newLocks()]
  const seen = await here.holding('a', async () => [
    await here.holding('a', async () => 'again'),
    await elsewhere.holding('a', async () => 'elsewhere'),
    await elsewhere.holding('b', async () => 'b'),
  ])
  expect(seen).toEqual([null, null, 'b'])
  expect(await elsewhere.holding('a', async () => 'free again')).toBe('free again')
  await Promise.all([here.close(), elsewhere.close()])
})

test('work that throws gives its lock back', async () => {
  const locks = newLocks()
  await expect(locks.holding('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await locks.holding('a', async () => 1)).toBe(1)
  await locks.close()
})

test('a lost connection aborts all work under its locks, and the next lock makes a new one', async () => {
  const locks = newLocks()
  const aborted = (lost: AbortSignal) =>
    new Promise<unknown>((resolve) => lost.addEventListener('abort', () => resolve(lost.reason)))
  const held = ['a', 'b'].map((name) => locks.holding(name, aborted))
  await expect.poll(() => holders()).toBe(2)
  const admin = new Client({ connectionString: database.url })
  await admin.connect()
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM (SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS holder`,
  )
  await admin.end()
  for (const reason of await Promise.all(held)) expect(reason).toBeInstanceOf(LockLost)
  expect(await locks.holding('a', async () => 'again')).toBe('again')
  await locks.close()
})

test('closing gives back what is still held', async () => {
  const locks = newLocks()
  locks.holding('a', never).catch(() => {})
  await expect.poll(() => holders()).toBe(1)
  await locks.close()
  const others = newLocks()
  await expect.poll(() => others.holding('a', async () => 'free')).toBe('free')
  await others.close()
})

async function holders(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  return rows[0]?.count ?? 0
}
