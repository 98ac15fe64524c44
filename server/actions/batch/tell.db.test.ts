import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import type { StaffActor } from '@/server/auth/actor'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff('admin')
})
afterAll(() => world?.close())

test('screens learn what came of each item, of whom it was about, and of the audit', async () => {
  const { groupId, userIds } = await world.group(6)
  const people = userIds.slice(1)
  const work = workers(world)
  const batches = batchesOf(world, lin)
  const input = { until: Date.now() + 3_600_000 }
  const subjectIds = people.map((userId) => memberKey(groupId, userId))
  const { batchId } = await batches.prepare({ action: 'member.mute', input, subjectIds })
  const { planHash } = await batchIn(world, batchId, ['planned'])

  const heard = new Set<string | undefined>()
  const ears = new Client({ connectionString: world.database.url })
  ears.on('notification', ({ payload }) => heard.add(payload))
  await ears.connect()
  await ears.query('LISTEN steward')
  await batches.start({ batchId, planHash: planHash ?? '', reason: 'because of the test' })
  await batchIn(world, batchId, ['done'])

  const { prisma } = world.env.db
  const waiting = async () => (await prisma.$queryRaw<unknown[]>`SELECT topic FROM told_later`).length
  await expect.poll(waiting).toBe(0)
  const rows = await prisma.ledgerRow.findMany({ where: { batchId }, select: { id: true } })
  expect(rows).toHaveLength(people.length)
  const topics = [...rows.map(({ id }) => `ledger:${id}`), ...people.map((id) => `user:${id}`), 'audit:new']
  await expect.poll(() => topics.filter((topic) => !heard.has(topic))).toEqual([])
  await work.close()
  await ears.end()
  expect(work.errors).toEqual([])
})
