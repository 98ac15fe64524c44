import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform, until } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

/** What an unwell OpenIM does to an action: the ledger tells the truth at every moment, and nothing happens twice. */
let world: World
let lin: StaffActor

beforeAll(async () => {
  world = await testWorld({ settleMs: 900, timeoutMs: 400 })
  lin = await world.staff()
})
afterAll(() => world.close())

const options = { operationId: 'test' }
/** The long ones run whole in `npm run test:full`, and as a sample in `npm test`. */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const FAULTS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'code-500-before',
  'code-500-after',
  'error-after',
] as const

const ROUTES: Record<'group.suspend' | 'group.dismiss', { route: string; change: 'mute' | 'dismiss' }> = {
  'group.suspend': { route: '/group/mute_group', change: 'mute' },
  'group.dismiss': { route: '/group/dismiss_group', change: 'dismiss' },
}

describe.each(['group.suspend', 'group.dismiss'] as const)('%s', (action) => {
  const sample = ['reset-before', 'timeout-after', 'error-after'] as const
  const faults = FULL ? FAULTS : sample
  test.each(faults)('%s once: verified, and changed once', async (kind) => {
    const { route, change } = ROUTES[action]
    const { groupId } = await world.group(6)
    world.sandbox.addFaults([{ route, kind }])
    const item = await perform(world, lin, action, groupId)
    world.sandbox.faults.clear()
    expect(item).toMatchObject({ state: 'verified' })
    expect(world.sandbox.store.counters.of(groupId)[change]).toBe(1)
  })

  test.runIf(FULL || action === 'group.dismiss')(
    'a late call lands while it is unknown: it is waited for and not sent again',
    async () => {
      const { route, change } = ROUTES[action]
      const slow = await testWorld({ settleMs: 4_000, timeoutMs: 400 })
      try {
        const actor = await slow.staff()
        const { groupId } = await slow.group(6)
        slow.sandbox.addFaults([{ route, kind: 'timeout-before', landsAfterMs: 3_500 }])
        const item = await perform(slow, actor, action, groupId)
        expect(item.state).toBe('verified')
        expect(item.events.map((event) => event.state)).toContain('unknown')
        expect(slow.sandbox.store.counters.of(groupId)[change]).toBe(1)
      } finally {
        await slow.close()
      }
    },
  )

  test.runIf(FULL || action === 'group.dismiss')(
    'a hung OpenIM: unknown first, and failed in the end, never said to hold',
    {
      timeout: 150_000,
    },
    async () => {
      const { route } = ROUTES[action]
      const { groupId } = await world.group(6)
      world.sandbox.addFaults([{ route, kind: 'hang', times: 0 }])
      const ledgerId = await decide(world, lin, action, groupId)
      const runner = startRunner(world.env, { everyMs: 100 })
      const item = await outcomeOf(world, ledgerId, 120_000)
      await runner.stop()
      world.sandbox.faults.clear()
      expect(item.state).toBe('failed')
      expect(item.events.map((event) => event.state)).toContain('unknown')
      expect(await world.env.openim.groups.byId(groupId, options)).toMatchObject({
        status: 'normal',
        memberCount: 6,
      })
      const standing = await world.env.db.prisma.groupExtension.findUnique({ where: { groupId } })
      expect(standing?.standing).toBe('good')
    },
  )
})

describe('OpenIM away', () => {
  test('decisions are accepted as planned and carried out in order when it is back', {
    timeout: 150_000,
  }, async () => {
    const { groupId } = await world.group(5)
    const group = await world.env.openim.groups.byId(groupId, options)
    await world.env.db.prisma.groupIndex.create({
      data: {
        groupId,
        name: group?.name ?? '',
        memberCount: 5,
        ownerId: group?.ownerId ?? '',
        status: 'normal',
        createdAt: new Date(),
        readAt: new Date(),
      },
    })
    world.sandbox.setDown(true)
    const first = await decide(world, lin, 'group.suspend', groupId)
    const second = await decide(world, lin, 'group.dismiss', groupId)
    const runner = startRunner(world.env, { everyMs: 100 })
    const waiting = await until(world, first, (item) => item.outcome?.code === 'waiting_for_openim')
    expect(waiting.state).toBe('planned')
    world.sandbox.setDown(false)
    expect((await outcomeOf(world, second, 120_000)).state).toBe('verified')
    const done = await outcomeOf(world, first)
    await runner.stop()
    expect(done.state).toBe('verified')
    const order = world.sandbox.calls
      .of()
      .filter((call) => call.ran && [first, second].includes(call.operationID))
    const routes = order.map((call) => call.route).filter((route) => /mute_group$|dismiss_group$/.test(route))
    expect(routes).toEqual(['/group/mute_group', '/group/dismiss_group'])
  })
})

describe('people come and go while a group is dismissed', () => {
  test('the snapshot has everybody who was in it at the end', { timeout: 150_000 }, async () => {
    const { groupId, userIds } = await world.group(40)
    const extra = await world.group(200)
    const [leaver = ''] = userIds.slice(-1)
    let joined = 0
    let stop = false
    // Patient, so that an answer is never missed: who was let in is known exactly.
    const patient = { ...options, timeoutMs: 20_000 }
    const churn = (async () => {
      await world.env.openim.groups.kick(groupId, [leaver], {}, patient)
      while (!stop && joined < 200) {
        const id = extra.userIds[joined] ?? ''
        const ok = await world.env.openim.groups.invite(groupId, [id], {}, patient).then(
          () => true,
          () => false,
        )
        if (!ok) break
        joined += 1
      }
    })()
    const item = await perform(world, lin, 'group.dismiss', groupId)
    stop = true
    await churn
    expect(item.state).toBe('verified')
    const kept = await world.env.db.prisma.snapshotMember.findMany({ where: { snapshot: { groupId } } })
    const present = kept.filter((row) => row.presentAtEnd).map((row) => row.userId)
    const expected = [...userIds.filter((id) => id !== leaver), ...extra.userIds.slice(0, joined)]
    expect(present.sort()).toEqual(expected.sort())
  })
})
