import { afterAll, beforeAll, expect, test } from 'vitest'
import { INITIAL } from '@/server/actions/desired'
import { lockDesired } from '@/server/actions/desired-store'
import { watchOnce } from '@/server/actions/drift/watch'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { workers } from '@/server/testing/batches'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff('admin')
})
afterAll(() => world?.close())

const options = { operationId: 'behind-our-back' }
const reason = 'because of the test'
const watch = () => watchOnce(world.env, new AbortController().signal)
const driftOf = (groupId: string) =>
  world.env.db.prisma.drift.findMany({ where: { groupId }, orderBy: { foundAt: 'asc' } })
const status = async (groupId: string) => (await world.env.openim.groups.byId(groupId, options))?.status
const desiredOf = (groupId: string) =>
  world.env.db.prisma.$transaction(async (tx) => {
    return (await lockDesired(tx, 'group', [groupId])).get(groupId)?.desired
  })
const procedures = (actor = lin) => createCaller({ actor, requestId: 'test', env: world.env }).drift

/** Resolves once every row of a group has its outcome. */
async function settled(groupId: string) {
  const rows = await world.env.db.prisma.ledgerRow.findMany({ where: { groupId }, select: { id: true } })
  for (const { id } of rows) await outcomeOf(world, id)
}

test('an undone suspension is applied again five times; then somebody has to decide', async () => {
  const { groupId } = await world.group(3)
  await perform(world, lin, 'group.suspend', groupId)
  const work = workers(world)
  for (let time = 1; time <= 6; time += 1) {
    // What a group says of itself is no word about its suspension.
    if (time === 3)
      await outcomeOf(world, await decide(world, lin, 'group.edit', groupId, { name: 'Renamed' }))
    await world.env.openim.groups.unmute(groupId, options)
    await watch()
    await watch()
    await settled(groupId)
    expect(await driftOf(groupId)).toHaveLength(time)
    expect(await status(groupId)).toBe(time <= 5 ? 'muted' : 'normal')
  }
  await work.close()
  expect((await driftOf(groupId)).map(({ state, gaveUp }) => [state, gaveUp])).toEqual([
    ...Array.from({ length: 5 }, () => ['reapplied', false]),
    ['open', true],
  ])
  const rows = await world.env.db.prisma.ledgerRow.findMany({ where: { groupId, cause: 'drift' } })
  expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'verified'))
  const { items } = await procedures().list({ open: true, groupId })
  expect(items).toMatchObject([
    { gaveUp: true, remedy: { action: 'group.suspend' }, instead: ['group.transfer', 'group.dismiss'] },
  ])
  await perform(world, lin, 'group.lift', groupId)
  expect(await status(groupId)).toBe('normal')
  await watch()
  expect((await driftOf(groupId)).at(-1)).toMatchObject({ state: 'agrees_again' })
})

test('a suspension that was put right still returns to what the group was before', async () => {
  const { groupId } = await world.group(3)
  await world.env.openim.groups.mute(groupId, options)
  await perform(world, lin, 'group.suspend', groupId)
  await world.env.openim.groups.unmute(groupId, options)
  const work = workers(world)
  await watch()
  await settled(groupId)
  await work.close()
  await perform(world, lin, 'group.lift', groupId)
  expect(await status(groupId)).toBe('muted')
})

test('a revived group shows up once, and agrees again when it is dismissed', async () => {
  const { groupId } = await world.group(3)
  await perform(world, lin, 'group.dismiss', groupId)
  await world.env.openim.groups.mute(groupId, options)
  await watch()
  await watch()
  expect(await driftOf(groupId)).toMatchObject([{ kind: 'revived', state: 'open', seen: 'muted' }])
  const { items } = await procedures().list({ open: true })
  expect(items.find(({ group }) => group.id === groupId)).toMatchObject({
    kind: 'revived',
    remedy: { action: 'group.dismiss' },
  })
})

test('what was accepted is desired from then on, whatever is cancelled later', async () => {
  const { groupId } = await world.group(3)
  await perform(world, lin, 'group.dismiss', groupId)
  await world.env.openim.groups.mute(groupId, options)
  await watch()
  const [found] = await driftOf(groupId)
  await expect(
    procedures(await world.staff('auditor')).accept({ id: found?.id ?? '', reason }),
  ).rejects.toThrow('forbidden')
  await procedures().accept({ id: found?.id ?? '', reason })
  await expect(procedures().accept({ id: found?.id ?? '', reason })).rejects.toThrow('drift_over')
  expect(await desiredOf(groupId)).toEqual(INITIAL)
  const caller = createCaller({ actor: lin, requestId: 'test', env: world.env })
  const ledgerId = await decide(world, lin, 'group.suspend', groupId)
  await caller.ledger.cancel({ id: ledgerId })
  expect(await desiredOf(groupId)).toEqual(INITIAL)
  await watch()
  expect(await driftOf(groupId)).toHaveLength(1)
})

test('a new owner of a suspended group shows up, and is put right by handing it back', async () => {
  const { groupId, userIds } = await world.group(4)
  const [owner = '', other = ''] = userIds
  await perform(world, lin, 'group.suspend', groupId)
  await world.env.openim.groups.transfer(groupId, owner, other, options)
  await watch()
  await watch()
  expect(await driftOf(groupId)).toMatchObject([{ kind: 'owner_changed', expected: owner, seen: other }])
  await perform(world, lin, 'group.transfer', groupId, { userId: owner })
  await watch()
  expect(await driftOf(groupId)).toMatchObject([{ state: 'agrees_again' }])
  await perform(world, lin, 'group.lift', groupId)
  await perform(world, lin, 'group.transfer', groupId, { userId: other })
  await world.env.openim.groups.transfer(groupId, other, owner, options)
  await watch()
  expect(await driftOf(groupId)).toMatchObject([
    {},
    { kind: 'owner_changed', expected: other, state: 'open' },
  ])
})

test('while an action is under way nothing is drift', async () => {
  const { groupId } = await world.group(3)
  await perform(world, lin, 'group.suspend', groupId)
  await decide(world, lin, 'group.lift', groupId)
  await world.env.openim.groups.unmute(groupId, options)
  await watch()
  expect(await driftOf(groupId)).toEqual([])
})

test('every group is looked at, however many there are', async () => {
  const { prisma } = world.env.db
  const subjects = Array.from({ length: 350 }, (_, at) => `nobody-${String(at).padStart(3, '0')}`)
  const desired = { ...INITIAL, standing: 'suspended', status: 'muted' }
  await prisma.desiredState.createMany({
    data: subjects.map((subjectId) => ({ subjectKind: 'group' as const, subjectId, desired })),
  })
  const { groupId } = await world.group(3)
  await perform(world, lin, 'group.dismiss', groupId)
  await world.env.openim.groups.mute(groupId, options)
  world.sandbox.calls.clear()
  await watch()
  expect(await driftOf(groupId)).toMatchObject([{ kind: 'revived' }])
  expect(world.sandbox.calls.of('/group/get_groups_info').length).toBeLessThan(10)
})
