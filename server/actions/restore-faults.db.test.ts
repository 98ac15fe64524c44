import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { decide, needNobodyElse, outcomeOf, perform, until } from '@/server/testing/actions'
import { chaos } from '@/server/testing/chaos'
import { testWorld, type World } from '@/server/testing/world'

/** What an unwell OpenIM does to a restore, and restores of many people on both versions. */
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

describe('group.restore', () => {
  test.each(FULL ? FAULTS : (['error-after'] as const))(
    '%s once in every kind of call: everybody back, one owner',
    { timeout: 150_000 },
    async (kind) => {
      const { groupId, userIds } = await world.group(120, 2)
      await perform(world, lin, 'group.dismiss', groupId)
      const routes = [
        '/group/mute_group',
        '/group/invite_user_to_group',
        '/group/transfer_group',
        '/group/set_group_member_info',
        '/group/cancel_mute_group',
      ]
      world.sandbox.addFaults(routes.map((route) => ({ route, kind })))
      const ledgerId = await decide(world, lin, 'group.restore', groupId)
      const runner = startRunner(world.env, { everyMs: 100 })
      const item = await outcomeOf(world, ledgerId, 120_000)
      await runner.stop()
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 120 } } })
      const owners = await world.env.openim.groups.owners(groupId, options)
      expect(owners.map((member) => member.userId)).toEqual([userIds[0]])
      expect(world.sandbox.store.counters.of(groupId).transfer).toBe(1)
    },
  )

  test('one that failed half way says how many are back, and the next one goes on from there', {
    timeout: 150_000,
  }, async () => {
    const { groupId, userIds } = await world.group(120, 2)
    await perform(world, lin, 'group.dismiss', groupId)
    const route = '/group/invite_user_to_group'
    world.sandbox.addFaults([{ route, kind: 'code-500-before', nth: 2, times: 0 }])
    const failed = await perform(world, lin, 'group.restore', groupId)
    world.sandbox.faults.clear()
    expect(failed).toMatchObject({
      state: 'failed',
      outcome: { code: 'not_all_back', facts: { people: 50, of: 120 } },
    })
    const item = await perform(world, lin, 'group.restore', groupId)
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 120 } } })
    const owners = await world.env.openim.groups.owners(groupId, options)
    expect(owners.map((member) => member.userId)).toEqual([userIds[0]])
    expect(await world.env.openim.groups.byId(groupId, options)).toMatchObject({ status: 'normal' })
  })

  test('waits for the purge, however late it comes', async () => {
    const { groupId } = await world.group(8)
    await perform(world, lin, 'group.dismiss', groupId)
    const slow = await testWorld({ sandbox: { purgeDelayMs: 2_500 }, settleMs: 500 })
    try {
      const actor = await slow.staff()
      const made = await slow.group(8)
      const item = await perform(slow, actor, 'group.dismiss', made.groupId)
      expect(item.state).toBe('verified')
      expect(Number(item.settledAt) - Number(item.sentAt)).toBeGreaterThan(2_300)
    } finally {
      await slow.close()
    }
  })
})

test.each(['main', 'patch.16'] as const)(
  '2,500 people leave and come back on %s, the group closed while it fills',
  { timeout: 240_000 },
  async (quirks) => {
    const big = await testWorld({ sandbox: { quirks }, timeoutMs: 10_000 })
    try {
      const actor = await big.staff()
      await needNobodyElse(big, actor)
      const { groupId } = await big.group(2_500, 12)
      const before = await big.env.openim.groups.members.all(groupId, options)
      await perform(big, actor, 'group.dismiss', groupId)
      const ledgerId = await decide(big, actor, 'group.restore' satisfies ActionName, groupId)
      const runner = startRunner(big.env)
      const filling = await until(big, ledgerId, (item) => (item.progress?.done ?? 0) > 100, 60_000)
      expect(filling.progress).toMatchObject({ step: 'members', total: 2_500 })
      expect(await big.env.openim.groups.byId(groupId, options)).toMatchObject({ status: 'muted' })
      const item = await outcomeOf(big, ledgerId, 120_000)
      await runner.stop()
      expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 2_500 } } })
      const after = await big.env.openim.groups.members.all(groupId, options)
      const roles = (list: typeof after) => new Map(list.map((member) => [member.userId, member.role]))
      expect(roles(after)).toEqual(roles(before))
    } finally {
      await big.close()
    }
  },
)

const MANY = FULL ? 10_000 : 200

test.each(FULL ? (['main', 'patch.16'] as const) : (['patch.16'] as const))(
  `${MANY} people leave and come back on %s while everything goes wrong`,
  { timeout: 1_200_000 },
  async (quirks) => {
    const big = await testWorld({ sandbox: { quirks }, timeoutMs: 3_000, settleMs: 1_500 })
    try {
      const actor = await big.staff('owner')
      await needNobodyElse(big, actor)
      const { groupId } = await big.group(MANY, 12)
      const before = await big.env.openim.groups.members.all(groupId, options)
      const roles = (list: typeof before) => new Map(list.map((member) => [member.userId, member.role]))
      for (const [action, status, people] of [
        ['group.dismiss', 'dismissed', 0],
        ['group.restore', 'normal', MANY],
      ] as const) {
        const ledgerId = await decide(big, actor, action, groupId)
        const { stop, told } = await chaos(big, {
          faults: FULL ? 20 : 6,
          outages: FULL ? 3 : 1,
          kills: FULL ? 3 : 1,
        })
        const item = await outcomeOf(big, ledgerId, 600_000)
        await stop()
        expect(item, told).toMatchObject({ state: 'verified', outcome: { facts: { people: MANY } } })
        const group = await big.env.openim.groups.byId(groupId, options)
        expect(group, told).toMatchObject({ status, memberCount: people })
      }
      const after = await big.env.openim.groups.members.all(groupId, options)
      expect(roles(after)).toEqual(roles(before))
      expect(big.sandbox.store.counters.of(groupId)).toMatchObject({ dismiss: 1, transfer: 1, purge: 1 })
    } finally {
      await big.close()
    }
  },
)
