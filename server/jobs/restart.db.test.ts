import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { batchesOf, batchIn } from '@/server/testing/batches'
import { type RestartableDatabase, restartableDatabase } from '@/server/testing/restartable-database'
import { startWorkerProcess } from '@/server/testing/worker-process'
import { testWorld, type World } from '@/server/testing/world'

let database: RestartableDatabase
let world: World
let lin: StaffActor
let worker: ChildProcess
beforeAll(async () => {
  database = await restartableDatabase()
  world = await testWorld({ database, settleMs: 300, timeoutMs: 2_000 })
  lin = await world.staff('admin')
  worker = await startWorkerProcess(world, 'ignore')
})
afterAll(async () => {
  const ended = once(worker, 'exit')
  worker.kill('SIGTERM')
  const [code] = await ended
  await world.close()
  expect(code).toBe(0)
})

const ITEMS = 60
const options = { operationId: 'test' }

test.each([
  ['fast', 300],
  ['crash', 5_000],
] as const)(
  'a batch goes on exactly when PostgreSQL is restarted (%s) under its worker and is away for %i ms',
  async (how, awayMs) => {
    const groups = await Promise.all(Array.from({ length: ITEMS }, () => world.group(2)))
    const subjectIds = groups.map(({ groupId }) => groupId)
    const batches = batchesOf(world, lin)
    const { batchId } = await batches.prepare({ action: 'group.suspend', subjectIds })
    const { planHash } = await batchIn(world, batchId, ['planned'])
    await batches.start({ batchId, planHash: planHash ?? '', reason: 'because of the test', emergency: true })
    const ended = () =>
      world.env.db.prisma.batchItem.count({ where: { batchId, state: { in: ['verified', 'already_so'] } } })
    await expect.poll(ended, { timeout: 20_000, interval: 5 }).toBeGreaterThan(3)
    await database.restart(how, awayMs)
    const { counts } = await batchIn(world, batchId, ['done'], 60_000)
    expect((counts.verified ?? 0) + (counts.already_so ?? 0)).toBe(ITEMS)
    for (const groupId of subjectIds)
      expect(world.sandbox.store.counters.of(groupId)).toMatchObject({ mute: 1 })
    expect(await world.env.openim.groups.byIds(subjectIds, options)).toSatisfy((found) =>
      found.every(({ status }: { status: string }) => status === 'muted'),
    )
    expect(worker.exitCode).toBeNull()
    const indexed = () =>
      world.env.db.prisma.groupIndex.count({ where: { groupId: { in: subjectIds }, status: 'muted' } })
    await expect.poll(indexed, { timeout: 20_000 }).toBe(ITEMS)
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'steward runner'`,
    )
    expect(rows).toEqual([{ n: 1 }])
  },
  120_000,
)
