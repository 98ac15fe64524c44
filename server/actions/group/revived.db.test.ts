import { afterAll, beforeAll, expect, test } from 'vitest'
import { testGroups } from '@/server/actions/group/test-groups'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }

let world: World
let lin: StaffActor
let groups: ReturnType<typeof testGroups>

beforeAll(async () => {
  world = await testWorld({ settleMs: 2_500, timeoutMs: 400 })
  lin = await world.staff()
  groups = testGroups(world)
})
afterAll(() => world.close())

const CASES = [
  { action: 'group.suspend', route: '/group/mute_group' },
  { action: 'group.lift', route: '/group/cancel_mute_group' },
] as const

/** The call is sent and lands late; meanwhile somebody dismisses the group in the app. */
async function landsOnDismissed(size: number, { action, route }: (typeof CASES)[number]) {
  const { groupId } = await world.group(size)
  if (action === 'group.lift') await perform(world, lin, 'group.suspend', groupId)
  world.sandbox.addFaults([{ route, kind: 'timeout-before', landsAfterMs: 1_800 }])
  const ledgerId = await decide(world, lin, action, groupId)
  const runner = startRunner(world.env, { everyMs: 100 })
  const sent = () =>
    world.sandbox.calls.of().some((call) => call.route === route && call.operationID === ledgerId)
  await expect.poll(sent, { timeout: 10_000 }).toBe(true)
  await groups.dismissByHand(groupId)
  const item = await outcomeOf(world, ledgerId, 60_000)
  await runner.stop()
  world.sandbox.faults.clear()
  return { groupId, item }
}

test.each(CASES)(
  '$action that revived a dismissed group dismisses it again and says so',
  {
    timeout: 90_000,
  },
  async (one) => {
    const { groupId, item } = await landsOnDismissed(5, one)
    expect(item).toMatchObject({ state: 'failed', outcome: { code: 'revived_dismissed_again' } })
    await expect.poll(() => world.env.openim.groups.members.ids(groupId, options)).toEqual([])
    expect(await groups.now(groupId)).toMatchObject({ status: 'dismissed', memberCount: 0 })
    const steps = world.sandbox.calls
      .of()
      .filter((call) => call.operationID === item.id && call.ran)
      .map((call) => call.route)
    expect(steps.slice(steps.indexOf(one.route))).toContain('/group/dismiss_group')
  },
)

test('a group that was empty before is nobody’s revival', async () => {
  const { groupId } = await world.group(2)
  await groups.dismissByHand(groupId)
  await groups.unmuteByHand(groupId)
  const item = await perform(world, lin, 'group.suspend', groupId)
  expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 0 } } })
})

test('a group dismissed before anything is sent is left dismissed', async () => {
  const { groupId } = await world.group(3)
  const ledgerId = await decide(world, lin, 'group.suspend', groupId)
  await groups.dismissByHand(groupId)
  const runner = startRunner(world.env, { everyMs: 100 })
  const item = await outcomeOf(world, ledgerId)
  await runner.stop()
  expect(item).toMatchObject({ state: 'refused', outcome: { code: 'dismissed_group' } })
  expect((await groups.now(groupId))?.status).toBe('dismissed')
})
