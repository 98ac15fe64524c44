import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decide, outcomeOf } from '@/server/testing/actions'
import { databaseOutage } from '@/server/testing/crash'
import { startWorkerProcess } from '@/server/testing/worker-process'
import { testWorld, type World } from '@/server/testing/world'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

test.each([
  ['SIGTERM', (worker: ChildProcess) => worker.kill('SIGTERM')],
  ['SIGINT', (worker: ChildProcess) => worker.kill('SIGINT')],
  ['its parent going away', (worker: ChildProcess) => worker.disconnect()],
])('the worker process gets ready and ends in order on %s', async (_why, stop) => {
  const worker = await startWorkerProcess(world)
  const ended = once(worker, 'exit')
  stop(worker)
  expect(await ended).toEqual([0, null])
})

test('a worker works on after PostgreSQL was away, with as many connections as before', async () => {
  const worker = await startWorkerProcess(world)
  const admin = new Client({ connectionString: world.database.url })
  const listening = async () => {
    const { rows } = await admin.query(`
      SELECT application_name AS name, count(*)::int FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'steward %' GROUP BY 1 ORDER BY 1`)
    return rows
  }
  const { groupId } = await world.group(3)
  await databaseOutage(world, 6_000)
  await admin.connect()
  const ledgerId = await decide(world, await world.staff('admin'), 'group.suspend', groupId)
  expect((await outcomeOf(world, ledgerId)).state).toBe('verified')
  const indexed = () => world.env.db.prisma.groupIndex.findUnique({ where: { groupId } })
  await expect.poll(async () => (await indexed())?.status, { timeout: 10_000 }).toBe('muted')
  expect(await listening()).toEqual([{ name: 'steward runner', count: 1 }])
  await admin.end()
  const ended = once(worker, 'exit')
  worker.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
