import { createServer, type Socket } from 'node:net'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/server/testing/database'
import { startListener } from './listener'

const database = await testDatabase()
afterAll(() => database.drop())

const NAME = 'steward test'
const settings = { channel: 'steward_test', name: NAME, onMessage: () => {}, onConnect: () => {} } as const

test('asks again less and less often while nobody lets it in, one connection at a time', async () => {
  const open = new Set<Socket>()
  let most = 0
  const at: number[] = []
  const slammed = createServer((socket) => {
    open.add(socket)
    most = Math.max(most, open.size)
    at.push(Date.now())
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    // As a PostgreSQL that starts: it hears what is wanted and closes.
    socket.on('data', () => socket.end())
  })
  await new Promise<void>((resolve) => slammed.listen(0, '127.0.0.1', resolve))
  const address = slammed.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const lost: unknown[] = []
  const listener = startListener({
    ...settings,
    url: `postgresql://steward:secret@127.0.0.1:${port}/steward`,
    onLost: (error) => lost.push(error),
  })
  await expect.poll(() => at.length, { timeout: 10_000 }).toBe(6)
  await listener.stop()
  slammed.close()
  expect(most).toBe(1)
  expect(lost).toHaveLength(6)
  const pauses = at.slice(1).map((time, n) => time - (at[n] ?? 0))
  for (const [n, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(100 * 2 ** n - 5)
})

test('is one connection again after it was broken again and again, and hears', async () => {
  const heard: string[] = []
  let connects = 0
  const listener = startListener({
    ...{ ...settings, url: database.url },
    onMessage: (payload) => heard.push(payload),
    onConnect: () => connects++,
    onLost: () => {},
  })
  const admin = new Client({ connectionString: database.url })
  await admin.connect()
  const mine = `FROM pg_stat_activity WHERE application_name = '${NAME}' AND datname = current_database()`
  for (let time = 1; time <= 3; time++) {
    await expect.poll(() => connects, { timeout: 5_000 }).toBe(time)
    await admin.query(`SELECT pg_terminate_backend(pid) ${mine}`)
  }
  await expect.poll(() => connects, { timeout: 5_000 }).toBe(4)
  expect((await admin.query(`SELECT count(*)::int AS n ${mine}`)).rows).toEqual([{ n: 1 }])
  await admin.query("NOTIFY steward_test, 'news'")
  await expect.poll(() => heard).toEqual(['news'])
  await listener.stop()
  await expect
    .poll(async () => (await admin.query(`SELECT count(*)::int AS n ${mine}`)).rows)
    .toEqual([{ n: 0 }])
  await admin.end()
})
