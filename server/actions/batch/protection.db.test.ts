import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let lin: StaffActor
let owner: StaffActor
beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff('moderator')
  owner = await world.staff('owner')
})
afterAll(() => world?.close())

const protect = (groupId: string) =>
  world.env.db.prisma.groupExtension.upsert({
    where: { groupId },
    create: { groupId, protected: true },
    update: { protected: true },
  })
const status = async (groupId: string) =>
  (await world.env.openim.groups.byId(groupId, { operationId: 'test' }))?.status

test('what is protected is left out of a batch, when planned and when protected since; owners reach it', async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await world.group(3)).groupId))
  const [before = '', since = '', free = ''] = ids
  await protect(before)
  const work = workers(world)
  try {
    const prepare = async (actor: StaffActor) => {
      const { batchId } = await batchesOf(world, actor).prepare({ action: 'group.suspend', subjectIds: ids })
      return await batchIn(world, batchId, ['planned'])
    }
    const start = async (actor: StaffActor, batch: { id: string; planHash: string | null }) => {
      const input = { batchId: batch.id, planHash: batch.planHash ?? '', reason: 'because of the test' }
      await batchesOf(world, actor).start(input)
      return await batchIn(world, batch.id, ['done'])
    }
    const planned = await prepare(lin)
    expect(planned.leftOut).toEqual([{ key: 'protected', count: 1 }])
    await protect(since)
    const done = await start(lin, planned)
    expect(done.counts).toEqual({ left_out: 2, verified: 1 })
    expect(done.leftOut).toEqual([{ key: 'protected', count: 2 }])
    expect(await Promise.all([before, since, free].map(status))).toEqual(['normal', 'normal', 'muted'])
    const whole = await start(owner, await prepare(owner))
    expect(whole.counts).toMatchObject({ verified: 2, left_out: 1 })
  } finally {
    await work.close()
  }
})
