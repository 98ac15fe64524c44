import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { decide, needNobodyElse, outcomeOf, perform } from '@/server/testing/actions'
import { churn } from '@/server/testing/churn'
import { testWorld, type World } from '@/server/testing/world'

/**
 * Groups dismissed while people join and leave as fast as OpenIM answers: nobody who was in one at the moment of its
 * dismissal is missing from what was kept. `npm run bench -- snapshot` does it with 10,000 people a hundred times.
 */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const PEOPLE = FULL ? 10_000 : 2_000
const OUTSIDE = 300
const options = { operationId: 'test' }

describe.each([
  ['main', FULL ? 10 : 2],
  ['patch.16', FULL ? 10 : 1],
] as const)('against OpenIM as %s', (quirks, tries) => {
  let world: World
  let lin: StaffActor
  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks, purgeDelayMs: FULL ? undefined : 500 }, timeoutMs: 10_000 })
    lin = await world.staff('owner')
    await needNobodyElse(world, lin)
  })
  afterAll(() => world.close())

  test(`${tries} dismissals of ${PEOPLE} people lose nobody`, { timeout: 600_000 }, async () => {
    const { userIds: outside } = await world.group(OUTSIDE)
    for (let nth = 1; nth <= tries; nth++) {
      const { groupId, userIds } = await world.group(PEOPLE, 3)
      await world.env.openim.groups.setInfo(groupId, { needVerification: 2 }, options)
      const stop = new AbortController()
      const moving = churn(world.env.openim, { groupId, inside: userIds.slice(4), outside }, 4, stop.signal)
      const item = await perform(world, lin, 'group.dismiss', groupId).finally(() => stop.abort())
      const { joined, left } = await moving
      expect(item.state).toBe('verified')
      expect(Math.min(joined, left)).toBeGreaterThan(10)
      const kept = await world.env.db.prisma.snapshotMember.findMany({
        where: { snapshot: { groupId }, presentAtEnd: true },
      })
      const known = new Map(kept.map((row) => [row.userId, row]))
      const present = world.sandbox.store.dismissedWith.get(groupId) ?? []
      expect(present.length).toBeGreaterThan(PEOPLE / 2)
      expect(present.filter((id) => !known.has(id))).toEqual([])
      const roles = userIds.slice(0, 4).map((id) => known.get(id)?.role)
      expect(roles).toEqual(['owner', 'admin', 'admin', 'admin'])
      // Whoever left in the last moment may be kept too, and nobody else.
      expect(kept.length - present.length).toBeLessThanOrEqual(OUTSIDE)
    }
  })
})

test('who joins while the dismissal is on its way is kept, however soon OpenIM deletes the members', async () => {
  const world = await testWorld({ sandbox: { purgeDelayMs: 0 }, timeoutMs: 10_000 })
  const lin = await world.staff('owner')
  const { groupId } = await world.group(20)
  const [late = ''] = (await world.group(1)).userIds
  const { groups } = world.env.openim
  world.sandbox.addFaults([{ route: '/group/dismiss_group', kind: 'delay', ms: 700 }])
  const ledgerId = await decide(world, lin, 'group.dismiss', groupId)
  const runner = startRunner(world.env)
  const underWay = async () =>
    (await world.env.db.prisma.ledgerRow.findUnique({ where: { id: ledgerId } }))?.inFlight
  await expect.poll(underWay, { interval: 10 }).toMatchObject({ step: 'dismiss' })
  await groups.invite(groupId, [late], { sendMessage: false }, options)
  expect(await outcomeOf(world, ledgerId)).toMatchObject({ state: 'verified' })
  expect(world.sandbox.store.dismissedWith.get(groupId)).toContain(late)
  const kept = { snapshot: { groupId }, userId: late, presentAtEnd: true }
  expect(await world.env.db.prisma.snapshotMember.count({ where: kept })).toBe(1)
  await runner.stop()
  await world.close()
})
