import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import { cancelAction } from '@/server/actions/settle'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let lin: StaffActor

beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff()
})
afterAll(() => world.close())

const read = (groupId: string) => world.env.openim.groups.byId(groupId, { operationId: 'test' })
const callsOf = (ledgerId: string) => world.sandbox.calls.of().filter((call) => call.operationID === ledgerId)

describe('suspend and lift', () => {
  test('mutes the group, reads it back, and returns it to what it was', async () => {
    const { groupId } = await world.group(5)
    const suspended = await perform(world, lin, 'group.suspend', groupId)
    expect(suspended).toMatchObject({
      state: 'verified',
      outcome: { code: 'verified' },
      inverse: { action: 'group.lift', input: {} },
    })
    expect(await read(groupId)).toMatchObject({ status: 'muted' })
    const lifted = await perform(world, lin, 'group.lift', groupId)
    expect(lifted.state).toBe('verified')
    expect(await read(groupId)).toMatchObject({ status: 'normal' })
  })

  test('a group muted by hand before stays muted after the lift', async () => {
    const { groupId } = await world.group(3)
    await world.env.openim.groups.mute(groupId, { operationId: 'by-hand' })
    expect((await perform(world, lin, 'group.suspend', groupId)).state).toBe('already_so')
    await perform(world, lin, 'group.lift', groupId)
    expect(await read(groupId)).toMatchObject({ status: 'muted' })
  })

  test('the history names every state once, in order', async () => {
    const { groupId } = await world.group(3)
    const item = await perform(world, lin, 'group.suspend', groupId)
    expect(item.events.map((event) => event.state)).toEqual(['planned', 'sending', 'verified'])
  })
})

describe('undo', () => {
  test('cancelling means that OpenIM is never called, and the standing returns', async () => {
    const { groupId } = await world.group(3)
    const ledgerId = await decide(world, lin, 'group.suspend', groupId)
    await world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, ledgerId, lin, 'test'))
    const runner = startRunner(world.env, { everyMs: 50 })
    const next = await decide(world, lin, 'group.suspend', groupId)
    await outcomeOf(world, next)
    await runner.stop()
    expect(callsOf(ledgerId)).toEqual([])
    expect((await outcomeOf(world, ledgerId)).state).toBe('cancelled')
  })

  test('it is too late once sending has begun', async () => {
    const { groupId } = await world.group(3)
    const { id } = await perform(world, lin, 'group.suspend', groupId)
    const late = world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, id, lin, 'test'))
    await expect(late).rejects.toMatchObject({ code: 'conflict', reason: 'too_late_to_cancel' })
  })
})

describe('two people at once', () => {
  test('one intent is written, the other gets the newer version', async () => {
    const { groupId } = await world.group(3)
    const ada = await world.staff()
    const both = await Promise.allSettled([
      decide(world, lin, 'group.suspend', groupId),
      decide(world, ada, 'group.dismiss', groupId),
    ])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const loser = both.find((one) => one.status === 'rejected')
    expect(loser?.reason).toMatchObject({
      code: 'conflict',
      reason: 'subject_changed',
      facts: { version: 1 },
    })
  })
})

describe('dismiss and restore', () => {
  test('keeps everybody first, waits for the purge, and brings them back as they were', async () => {
    const { groupId, userIds } = await world.group(130, 3)
    const [owner = '', admin = '', , , member = '', muted = ''] = userIds
    const options = { operationId: 'test' }
    await world.env.openim.groups.setMember(groupId, member, { nickname: '小 Captain' }, options)
    await world.env.openim.groups.muteMember(groupId, muted, 3_600, options)
    const before = await world.env.openim.groups.members.all(groupId, options)

    const dismissed = await perform(world, lin, 'group.dismiss', groupId)
    expect(dismissed).toMatchObject({
      state: 'verified',
      outcome: { facts: { people: 130 } },
      inverse: { action: 'group.restore', input: {} },
    })
    expect(await world.env.openim.groups.members.ids(groupId, options)).toEqual([])

    const restored = await perform(world, lin, 'group.restore', groupId, {})
    expect(restored).toMatchObject({ state: 'verified', outcome: { facts: { people: 130, of: 130 } } })
    const after = await world.env.openim.groups.members.all(groupId, options)
    const shape = (list: typeof after) =>
      list
        .map(({ userId, role, nickname }) => ({ userId, role, nickname }))
        .sort((a, b) => (a.userId < b.userId ? -1 : 1))
    expect(shape(after)).toEqual(shape(before))
    expect(after.find((one) => one.userId === owner)?.role).toBe('owner')
    expect(after.find((one) => one.userId === admin)?.role).toBe('admin')
    const until = after.find((one) => one.userId === muted)?.mutedUntil ?? 0
    expect(Math.abs(until - (before.find((one) => one.userId === muted)?.mutedUntil ?? 0))).toBeLessThan(
      5_000,
    )
    expect(await read(groupId)).toMatchObject({ status: 'normal', ownerId: owner })
  })

  test('a group of one comes back to its owner', async () => {
    const { groupId, userIds } = await world.group(1)
    await perform(world, lin, 'group.dismiss', groupId)
    expect((await perform(world, lin, 'group.restore', groupId, {})).state).toBe('verified')
    const members = await world.env.openim.groups.members.all(groupId, { operationId: 'test' })
    expect(members.map(({ userId, role }) => ({ userId, role }))).toEqual([
      { userId: userIds[0], role: 'owner' },
    ])
  })

  test('a restore may end suspended', async () => {
    const { groupId } = await world.group(4)
    await perform(world, lin, 'group.dismiss', groupId)
    await perform(world, lin, 'group.restore', groupId, { status: 'suspended' })
    expect(await read(groupId)).toMatchObject({ status: 'muted' })
    expect((await perform(world, lin, 'group.lift', groupId)).state).toBe('verified')
    expect(await read(groupId)).toMatchObject({ status: 'normal' })
  })
})
