import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff()
})
afterAll(() => world?.close())

const reason = 'because of the test'
const options = { operationId: 'test' }
const groups = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => (await world.group(3)).groupId))
const status = async (groupId: string) =>
  (await world.env.openim.groups.byId(groupId, { operationId: 'test' }))?.status

async function planned(groupIds: string[], action: 'group.suspend' | 'group.lift' = 'group.suspend') {
  const { batchId } = await batchesOf(world, lin).prepare({ action, subjectIds: groupIds })
  return await batchIn(world, batchId, ['planned'])
}

async function run(batch: { id: string; planHash: string | null }) {
  await batchesOf(world, lin).start({ batchId: batch.id, planHash: batch.planHash ?? '', reason })
}

describe('a batch', () => {
  test('is planned with what stands in the way, run, and taken back', async () => {
    const work = workers(world)
    const [suspended = '', gone = '', ...rest] = await groups(12)
    await perform(world, lin, 'group.suspend', suspended)
    await world.env.openim.groups.dismiss(gone, { operationId: 'test' })

    const batch = await planned([suspended, gone, 'nobody', ...rest, ...rest])
    expect(batch.counts).toEqual({ left_out: 3, waiting: 10 })
    expect(batch.people).toBe(30)
    expect(batch.leftOut.map(({ key }) => key).sort()).toEqual([
      'already_suspended',
      'dismissed_group',
      'unknown_subject',
    ])
    expect(batch.example?.consequences.length).toBeGreaterThan(0)
    expect(await status(rest[0] ?? '')).toBe('normal')

    await run(batch)
    const done = await batchIn(world, batch.id, ['done'])
    expect(done.counts).toEqual({ left_out: 3, verified: 10 })
    expect(done.reason).toBe(reason)
    expect(await Promise.all(rest.map(status))).toEqual(rest.map(() => 'muted'))

    const { batchId } = await batchesOf(world, lin).prepareUndo({ batchId: batch.id })
    const undo = await batchIn(world, batchId, ['planned'])
    expect(undo).toMatchObject({ action: 'group.lift', undoOf: batch.number, counts: { waiting: 10 } })
    await run(undo)
    expect((await batchIn(world, batchId, ['done'])).counts).toEqual({ verified: 10 })
    expect(await Promise.all(rest.map(status))).toEqual(rest.map(() => 'normal'))
    expect(await status(suspended)).toBe('muted')
    await work.close()
    expect(work.errors).toEqual([])
  })

  test('of mutes is taken back by what each of them replaced', async () => {
    const work = workers(world)
    const { groupId, userIds } = await world.group(4)
    const [, muted = '', ...others] = userIds
    const key = (userId: string) => `${groupId}/${userId}`
    const until = Date.now() + 3_600_000
    await perform(world, lin, 'member.mute', key(muted), { until })
    const { batchId } = await batchesOf(world, lin).prepare({
      action: 'member.mute',
      input: { until: until + 3_600_000 },
      subjectIds: [...others, muted].map(key),
    })
    await run(await batchIn(world, batchId, ['planned']))
    await batchIn(world, batchId, ['done'])
    const undo = await batchIn(world, (await batchesOf(world, lin).prepareUndo({ batchId })).batchId, [
      'planned',
    ])
    expect(undo).toMatchObject({
      action: 'member.unmute',
      counts: { waiting: 3 },
      others: [{ action: 'member.mute', count: 1 }],
    })
    await run(undo)
    expect((await batchIn(world, undo.id, ['done'])).counts).toEqual({ verified: 3 })
    const now = await world.env.openim.groups.members.details(groupId, [muted, ...others], options)
    expect(now.map(({ mutedUntil }) => Math.round((mutedUntil ?? until) / 10_000))).toEqual(
      now.map(() => Math.round(until / 10_000)),
    )
    expect(now.filter(({ mutedUntil }) => mutedUntil !== null)).toHaveLength(1)
    await work.close()
    expect(work.errors).toEqual([])
  })

  test('begins nothing more once whoever ran it may no longer do this', async () => {
    const planner = workers(world)
    const ids = await groups(3)
    const former = await world.staff()
    const { batchId } = await batchesOf(world, former).prepare({ action: 'group.suspend', subjectIds: ids })
    const { planHash } = await batchIn(world, batchId, ['planned'])
    await planner.close()
    await batchesOf(world, former).start({ batchId, planHash: planHash ?? '', reason })
    await world.env.db.prisma.staff.update({ where: { id: former.id }, data: { role: 'support' } })
    const work = workers(world)
    expect((await batchIn(world, batchId, ['stopped'])).counts).toEqual({ stopped: 3 })
    await work.close()
  })

  test('leaves out, and lists, what changed since it was planned', async () => {
    const work = workers(world)
    const [changed = '', ...rest] = await groups(3)
    const batch = await planned([changed, ...rest])
    await perform(world, lin, 'group.suspend', changed)
    await run(batch)
    const done = await batchIn(world, batch.id, ['done'])
    expect(done.counts).toEqual({ left_out: 1, verified: 2 })
    const { items } = await batchesOf(world, lin).items({ batchId: batch.id, state: 'left_out' })
    expect(items).toMatchObject([{ subject: { id: changed }, why: { key: 'subject_changed' } }])
    await work.close()
  })

  test('is started only with the plan that was seen, once, and by whoever planned it', async () => {
    const work = workers(world)
    const batch = await planned(await groups(1))
    await work.close()
    const wrong = 'f'.repeat(64)
    const start = (actor: StaffActor, planHash: string) =>
      batchesOf(world, actor).start({ batchId: batch.id, planHash, reason })
    await expect(start(lin, wrong)).rejects.toThrow('plan_changed')
    await expect(start(await world.staff(), batch.planHash ?? '')).rejects.toThrow('batch_not_planned')
    await expect(start(await world.staff('support'), batch.planHash ?? '')).rejects.toThrow('forbidden')
    await run(batch)
    await expect(run(batch)).rejects.toThrow('batch_not_planned')
  })

  test('a stop ends it: nothing more is begun, and each item says how it ended', async () => {
    const ids = await groups(20)
    const planner = workers(world)
    const batch = await planned(ids)
    await planner.close()
    await run(batch)
    await batchesOf(world, lin).stop({ batchId: batch.id })
    const work = workers(world)
    const stopped = await batchIn(world, batch.id, ['stopped'])
    expect(stopped.counts).toEqual({ stopped: 20 })
    expect(await Promise.all(ids.map(status))).toEqual(ids.map(() => 'normal'))
    await work.close()
  })

  test('waits for OpenIM, and nothing else, while it is away', async () => {
    const work = workers(world)
    const ids = await groups(3)
    const batch = await planned(ids)
    world.sandbox.setDown(true)
    await run(batch)
    await batchIn(world, batch.id, ['running'])
    world.sandbox.setDown(false)
    expect((await batchIn(world, batch.id, ['done'])).counts).toEqual({ verified: 3 })
    await work.close()
  })

  test('of nothing, or of an input that is wrong, is refused by name', async () => {
    const prepare = batchesOf(world, lin).prepare
    await expect(prepare({ action: 'group.suspend', subjectIds: [] })).rejects.toThrow()
    await expect(
      prepare({ action: 'group.suspend', subjectIds: ['g'], input: { until: 'soon' } }),
    ).rejects.toMatchObject({ cause: { field: 'input.until' } })
    await expect(
      batchesOf(world, await world.staff('auditor')).prepare({ action: 'group.suspend', subjectIds: ['g'] }),
    ).rejects.toThrow('forbidden')
  })
})
