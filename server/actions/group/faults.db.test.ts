import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testGroups } from '@/server/actions/group/test-groups'
import type { ActionName, LedgerItem } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { crashRuns, type Deed } from '@/server/testing/crash-runs'
import { testWorld, type World } from '@/server/testing/world'

/**
 * Actions on groups while OpenIM is unwell and while workers are killed: one change, one owner, and a ledger that tells
 * the truth. `npm test` takes a sample of the faults and crash points, `npm run test:full` all of them.
 */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const SAMPLE_EVERY = 9
const options = { operationId: 'test' }

const FAULTS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'code-500-before',
  'code-500-after',
  'error-after',
] as const

/** The released version, and actions of one call like the others, are tried with those that differ most. */
const SAMPLE = ['timeout-after', 'reset-before', 'error-after'] as const
const TRIED_WHOLE: readonly ActionName[] = ['group.transfer']

/** Something to do, and how to see that it was done once. */
type Prepared = Deed & { holds(item: LedgerItem): Promise<void> }

describe.each(['main', 'patch.16'] as const)('against OpenIM as %s', (quirks) => {
  let world: World
  let ada: StaffActor
  let groups: ReturnType<typeof testGroups>

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks }, settleMs: 400, timeoutMs: 600 })
    ada = await world.staff('admin')
    groups = testGroups(world)
  })
  afterAll(() => world.close())

  const CASES: { name: string; action: ActionName; route: string; prepare(): Promise<Prepared> }[] = [
    { name: 'lift', action: 'group.lift', route: '/group/cancel_mute_group', prepare: toLift },
    { name: 'transfer', action: 'group.transfer', route: '/group/transfer_group', prepare: toTransfer },
    { name: 'repair: no owner', action: 'group.repair', route: '/group/transfer_group', prepare: toRepair },
    {
      name: 'repair: two owners',
      action: 'group.repair',
      route: '/group/set_group_member_info',
      prepare: toRepairTwo,
    },
    { name: 'repair: alone', action: 'group.repair', route: '/group/quit_group', prepare: toRepairAlone },
    { name: 'edit', action: 'group.edit', route: '/group/set_group_info_ex', prepare: toEdit },
    { name: 'announce', action: 'group.announce', route: '/group/set_group_info_ex', prepare: toAnnounce },
    { name: 'dismiss with a warning', action: 'group.dismiss', route: '/msg/send_msg', prepare: toWarn },
  ]

  const counters = (groupId: string) => world.sandbox.store.counters.of(groupId)

  async function toLift(): Promise<Prepared> {
    const { groupId } = await world.group(4)
    await perform(world, ada, 'group.suspend', groupId)
    return {
      action: 'group.lift',
      subjectId: groupId,
      async holds() {
        expect(await groups.now(groupId)).toMatchObject({ status: 'normal', memberCount: 4 })
        expect(counters(groupId)).toMatchObject({ mute: 1, unmute: 1 })
      },
    }
  }

  async function toTransfer(): Promise<Prepared> {
    const { groupId, userIds } = await world.group(5, 1)
    const [owner = '', admin = '', , wanted = ''] = userIds
    return {
      action: 'group.transfer',
      subjectId: groupId,
      input: { userId: wanted },
      async holds(item) {
        expect(await groups.ownersOf(groupId)).toEqual([wanted])
        expect(await groups.rolesOf(groupId)).toMatchObject({ [owner]: 'member', [admin]: 'admin' })
        expect(counters(groupId).transfer).toBe(1)
        expect(item.inverse).toEqual({ action: 'group.transfer', input: { userId: owner } })
      },
    }
  }

  /** The one admin becomes the owner: the member whose role the transfer takes has to get it back. */
  async function toRepair(): Promise<Prepared> {
    const { groupId, userIds } = await groups.ownerless(4, 1)
    const before = await groups.rolesOf(groupId)
    const [, admin = ''] = userIds
    return {
      action: 'group.repair',
      subjectId: groupId,
      input: { userId: admin },
      async holds() {
        expect(await groups.rolesOf(groupId)).toEqual({ ...before, [admin]: 'owner' })
        expect(counters(groupId).transfer).toBe(1)
      },
    }
  }

  async function toRepairTwo(): Promise<Prepared> {
    const { groupId, userIds } = await groups.withTwoOwners(4)
    const [first = '', second = ''] = userIds
    return {
      action: 'group.repair',
      subjectId: groupId,
      input: { userId: second },
      async holds() {
        expect(await groups.ownersOf(groupId)).toEqual([second])
        expect(await groups.rolesOf(groupId)).toMatchObject({ [first]: 'admin' })
      },
    }
  }

  async function toRepairAlone(): Promise<Prepared> {
    const { groupId, userIds } = await groups.ownerless(1)
    return {
      action: 'group.repair',
      subjectId: groupId,
      input: { userId: userIds[0] },
      async holds() {
        expect(await groups.rolesOf(groupId)).toEqual({ [userIds[0] ?? '']: 'owner' })
      },
    }
  }

  async function toEdit(): Promise<Prepared> {
    const { groupId } = await world.group(3)
    const name = (await groups.now(groupId))?.name
    return {
      action: 'group.edit',
      subjectId: groupId,
      input: { name: 'New name', joinRule: 'open' },
      async holds(item) {
        expect(await groups.now(groupId)).toMatchObject({ name: 'New name', needVerification: 2 })
        expect(counters(groupId).info).toBe(1)
        expect(item.inverse?.input).toEqual({ name, joinRule: 'apply' })
      },
    }
  }

  async function toAnnounce(): Promise<Prepared> {
    const { groupId } = await world.group(3)
    return {
      action: 'group.announce',
      subjectId: groupId,
      input: { text: 'Be kind.' },
      async holds() {
        expect((await groups.now(groupId))?.announcement).toBe('Be kind.')
        expect(counters(groupId).info).toBe(1)
      },
    }
  }

  async function toWarn(): Promise<Prepared> {
    const { groupId, userIds } = await world.group(3)
    return {
      action: 'group.dismiss',
      subjectId: groupId,
      input: { warn: { text: 'We close this group.' } },
      async holds() {
        expect(await groups.now(groupId)).toMatchObject({ status: 'dismissed', memberCount: 0 })
        const { messages } = world.env.openim
        const seen = await messages.newestAs(userIds[0] ?? '', groupId, 30, options)
        expect(seen.filter((one) => one.content.includes('We close'))).toHaveLength(1)
        expect(counters(groupId).dismiss).toBe(1)
      },
    }
  }

  describe.each(CASES)('$name', ({ action, route, prepare }) => {
    const whole = FULL || (quirks === 'main' && TRIED_WHOLE.includes(action))

    test.each(whole ? FAULTS : SAMPLE)(
      '%s once: verified, and changed once',
      { timeout: 60_000 },
      async (kind) => {
        const { holds, ...deed } = await prepare()
        world.sandbox.addFaults([{ route, kind }])
        const item = await perform(world, ada, deed.action, deed.subjectId, deed.input)
        world.sandbox.faults.clear()
        expect(item).toMatchObject({ state: 'verified' })
        await holds(item)
      },
    )

    test.runIf(whole)('a late call is waited for, and not sent again', { timeout: 60_000 }, async () => {
      const slow = { ...world, env: { ...world.env, config: { ...world.env.config, settleMs: 5_000 } } }
      const { holds, ...deed } = await prepare()
      world.sandbox.addFaults([{ route, kind: 'timeout-before', landsAfterMs: 4_000 }])
      const item = await perform(slow, ada, deed.action, deed.subjectId, deed.input)
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified' })
      expect(item.events.map((event) => event.state)).toContain('unknown')
      await holds(item)
    })
  })

  describe.runIf(FULL || quirks === 'main')('a worker is killed', () => {
    test.each(CASES)('$name ends the same wherever it is', { timeout: 900_000 }, async ({ prepare }) => {
      const runs = crashRuns(world, ada)
      try {
        const points = await runs.pointsOf(await prepare(), SAMPLE_EVERY)
        let hits = 0
        for (const point of points) {
          const { holds, ...deed } = await prepare()
          const { item, isHit } = await runs.crashAt(deed, point)
          hits += isHit ? 1 : 0
          const ended = { state: expect.stringMatching(/^(verified|already_so)$/) }
          expect(item, JSON.stringify(point)).toMatchObject(ended)
          await holds(item)
        }
        expect(hits).toBeGreaterThanOrEqual(Math.floor(points.length * 0.8))
      } finally {
        await runs.close()
      }
    })
  })
})
