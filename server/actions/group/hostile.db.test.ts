import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { startRunner } from '@/server/actions/runner'
import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { decide, needNobodyElse, outcomeOf, perform } from '@/server/testing/actions'
import { churn } from '@/server/testing/churn'
import { byHand } from '@/server/testing/members'
import { testWorld, type World } from '@/server/testing/world'

/** What people and OpenIM do at the worst moment of a dismissal, and what they call themselves. */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const options = { operationId: 'test' }
const HOUR = 3_600_000

describe.each(['main', 'patch.16'] as const)('against OpenIM as %s', (quirks) => {
  let world: World
  let lin: StaffActor
  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks, purgeDelayMs: 400 }, timeoutMs: 900, settleMs: 3_000 })
    lin = await world.staff('owner')
    await needNobodyElse(world, lin)
  })
  afterAll(() => world.close())

  async function kept(ledgerId: string): Promise<string[]> {
    const rows = await world.env.db.prisma.snapshotMember.findMany({
      where: { snapshot: { ledgerId }, presentAtEnd: true },
    })
    return rows.map((row) => row.userId).toSorted()
  }

  const UNCLEAR = ['timeout-after', 'error-after', 'delay', 'reset-after', 'code-500-after'] as const
  test.each(FULL ? UNCLEAR : UNCLEAR.slice(0, 1))(
    'a dismissal answered by %s while people come and go loses nobody',
    { timeout: 60_000 },
    async (kind) => {
      const { userIds: strangers } = await world.group(60)
      const { groupId, userIds } = await world.group(200, 2)
      await world.env.openim.groups.setInfo(groupId, { needVerification: 2 }, options)
      world.sandbox.addFaults([{ route: '/group/dismiss_group', kind, ms: 400 }])
      const stop = new AbortController()
      const crowd = { groupId, inside: userIds.slice(3), outside: strangers }
      const moving = churn(world.env.openim, crowd, 3, stop.signal)
      const item = await perform(world, lin, 'group.dismiss', groupId).finally(() => stop.abort())
      const { outside } = await moving
      world.sandbox.faults.clear()
      expect(item.state).toBe('verified')
      // Somebody who joined in the last moment and left in the next was seen by nobody.
      const known = new Set([...(await kept(item.id)), ...outside])
      const present = world.sandbox.store.dismissedWith.get(groupId) ?? []
      expect(present.length).toBeGreaterThan(100)
      expect(present.filter((id) => !known.has(id))).toEqual([])
      expect(world.sandbox.store.counters.of(groupId).dismiss).toBe(1)
    },
  )

  test('who joins and leaves until a late dismissal lands is known', { timeout: 60_000 }, async () => {
    const [joins = ''] = (await world.group(1)).userIds
    const { groupId, userIds } = await world.group(20, 2)
    const { groups } = world.env.openim
    world.sandbox.addFaults([{ route: '/group/dismiss_group', kind: 'timeout-before', landsAfterMs: 3_200 }])
    const ledgerId = await decide(world, lin, 'group.dismiss', groupId)
    const runner = startRunner(world.env, { everyMs: 100 })
    await pause(1_000)
    await byHand(groups.invite(groupId, [joins], { sendMessage: false }, options))
    await byHand(groups.kick(groupId, [userIds[9] ?? ''], { sendMessage: false }, options))
    const item = await outcomeOf(world, ledgerId, 30_000)
    await runner.stop()
    world.sandbox.faults.clear()
    expect(item.state).toBe('verified')
    expect(await kept(item.id)).toEqual([...userIds.toSpliced(9, 1), joins].toSorted())
    expect(world.sandbox.store.counters.of(groupId).dismiss).toBe(1)
  })

  test.each(FULL ? [1, 2, 3, 4, 5] : [1])(
    'the owner dismisses the group in the app while its members are read (%s)',
    { timeout: 60_000 },
    async (nth) => {
      const { groupId, userIds } = await world.group(30, 2)
      const ledgerId = await decide(world, lin, 'group.dismiss', groupId)
      const route = '/group/get_group_member_user_id'
      world.sandbox.addFaults([{ route, kind: 'delay', ms: 800, nth }])
      const runner = startRunner(world.env, { everyMs: 100 })
      const asked = () => world.sandbox.calls.of(route).filter((call) => call.operationID === ledgerId)
      await expect.poll(() => asked().length, { interval: 2, timeout: 10_000 }).toBeGreaterThanOrEqual(nth)
      await byHand(world.env.openim.groups.dismiss(groupId, options))
      const item = await outcomeOf(world, ledgerId, 30_000)
      await runner.stop()
      world.sandbox.faults.clear()
      // Either nothing was kept, and it says so, or everybody: never a list that was read in the middle of the purge.
      expect(await kept(ledgerId)).toEqual(item.state === 'refused' ? [] : userIds.toSorted())
      expect(item.state).toMatch(/^(refused|verified|already_so)$/)
    },
  )

  describe('names that PostgreSQL does not take', () => {
    const name = 'A\0B \ud83d C'

    const ON_GROUP: [ActionName, (userId: string) => unknown][] = [
      ['group.suspend', () => ({})],
      ['group.edit', () => ({ introduction: 'X' })],
      ['group.announce', () => ({ text: 'x' })],
      ['group.transfer', (userId) => ({ userId })],
      ['group.dismiss', () => ({})],
      ['group.restore', () => ({})],
    ]

    test('do not protect a group', { timeout: 60_000 }, async () => {
      const { groups } = world.env.openim
      const { groupId, userIds } = await world.group(5, 2)
      const [, admin = '', other = ''] = userIds
      const card = { name, introduction: name, announcement: name, ex: name }
      await groups.setInfo(groupId, card, options)
      await groups.setMember(groupId, admin, { nickname: name, ex: name }, options)
      await groups.setMember(groupId, other, { nickname: name }, options)
      for (const [action, input] of ON_GROUP) {
        const item = await perform(world, lin, action, groupId, input(admin))
        expect(item.state, `${action} ${JSON.stringify(item.outcome)}`).toBe('verified')
      }
    })

    test('do not protect a person', { timeout: 60_000 }, async () => {
      const { groupId, userIds } = await world.group(5, 2)
      const [, admin = ''] = userIds
      await world.env.openim.groups.setMember(groupId, admin, { nickname: name, ex: name }, options)
      const id = memberKey(groupId, admin)
      for (const [action, input] of [
        ['member.mute', { until: Date.now() + HOUR }],
        ['member.role', { role: 'member' }],
        ['member.kick', {}],
        ['member.add', { role: 'admin', nickname: 'Back' }],
      ] as const) {
        const item = await perform(world, lin, action, id, input)
        expect(item.state, `${action} ${JSON.stringify(item.outcome)}`).toBe('verified')
      }
    })
  })
})
