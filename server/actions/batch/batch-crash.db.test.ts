import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBatchRunner } from '@/server/actions/batch/runner'
import type { StaffActor } from '@/server/auth/actor'
import { batchesOf, batchIn } from '@/server/testing/batches'
import { kill, standbyWorker } from '@/server/testing/crash'
import { testWorld, type World } from '@/server/testing/world'

/** `npm run test:full` takes the whole size. */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const ITEMS = FULL ? 1_000 : 100
const KILLS = FULL ? 10 : 2

let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld({ settleMs: 400, timeoutMs: 2_000 })
  lin = await world.staff('admin')
})
afterAll(() => world?.close())

/** Items that ended so far. */
const ended = (id: string) =>
  world.env.db.prisma.batchItem.count({ where: { batchId: id, state: { in: ['verified', 'already_so'] } } })

test(`a batch of ${ITEMS} whose worker is killed ${KILLS} times ends exact`, async () => {
  const groupIds: string[] = []
  while (groupIds.length < ITEMS) {
    const made = await Promise.all(Array.from({ length: 25 }, () => world.group(2)))
    groupIds.push(...made.map(({ groupId }) => groupId))
  }
  const { batchId } = await batchesOf(world, lin).prepare({ action: 'group.suspend', subjectIds: groupIds })
  const planner = startBatchRunner(world.env)
  const { planHash } = await batchIn(world, batchId, ['planned'])
  await planner.stop()
  await batchesOf(world, lin).start({
    batchId,
    planHash: planHash ?? '',
    reason: 'because of the test',
    emergency: true,
  })
  world.sandbox.calls.clear()

  const standby = await Promise.all(Array.from({ length: KILLS + 1 }, () => standbyWorker(world)))
  const last = standby.pop()
  for (const [at, worker] of standby.entries()) {
    worker.send('go')
    // Somewhere in this stretch of the batch, wherever the worker happens to be then.
    const goal = Math.floor((ITEMS * (at + Math.random())) / (KILLS + 1))
    while ((await ended(batchId)) < goal) await new Promise((resolve) => setTimeout(resolve, 2))
    await kill(worker)
  }
  last?.send('go')
  const done = await batchIn(world, batchId, ['done'], 300_000)
  if (last) await kill(last)

  expect((done.counts.verified ?? 0) + (done.counts.already_so ?? 0)).toBe(ITEMS)
  for (const groupId of groupIds) {
    expect(world.sandbox.store.counters.of(groupId)).toMatchObject({ mute: 1 })
  }
  const statuses = await world.env.openim.groups.byIds(groupIds, { operationId: 'test' })
  expect(statuses.every((group) => group.status === 'muted')).toBe(true)
  const unsettled = await world.env.db.prisma.ledgerRow.count({ where: { batchId, settledAt: null } })
  expect(unsettled).toBe(0)
  const audited = await world.env.db.prisma.auditRow.count({
    where: { action: 'group.suspend', requestId: batchId },
  })
  expect(audited).toBe(ITEMS)
}, 600_000)
