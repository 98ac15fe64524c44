import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ActionName, LedgerItem } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { crashRuns, type Deed } from '@/server/testing/crash-runs'
import { createMembers, type Members } from '@/server/testing/members'
import { testWorld, type World } from '@/server/testing/world'

/**
 * Actions on members while OpenIM is unwell and while workers are killed: one change, and a ledger that tells the truth.
 * `npm test` takes a sample of the faults and crash points, `npm run test:full` all of them.
 */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const HOUR = 3_600_000
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
const TRIED_WHOLE: readonly ActionName[] = ['member.mute', 'member.add', 'member.accept']

/** Something to do, and how to see that it was done once. */
type Prepared = Deed & { holds(item: LedgerItem): Promise<void> }

describe.each(['main', 'patch.16'] as const)('against OpenIM as %s', (quirks) => {
  let world: World
  let lin: StaffActor
  let members: Members

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks }, settleMs: 400, timeoutMs: 600 })
    lin = await world.staff('admin')
    members = createMembers(world, lin)
  })
  afterAll(() => world.close())

  const CASES: { action: ActionName; route: string; prepare(): Promise<Prepared> }[] = [
    { action: 'member.mute', route: '/group/mute_group_member', prepare: toMute },
    { action: 'member.unmute', route: '/group/cancel_mute_group_member', prepare: toUnmute },
    { action: 'member.kick', route: '/group/kick_group', prepare: toKick },
    { action: 'member.add', route: '/group/invite_user_to_group', prepare: toAdd },
    { action: 'member.role', route: '/group/set_group_member_info', prepare: toPromote },
    {
      action: 'member.accept',
      route: '/group/group_application_response',
      prepare: () => toAnswer('member.accept', 'accepted'),
    },
    {
      action: 'member.refuse',
      route: '/group/group_application_response',
      prepare: () => toAnswer('member.refuse', 'refused'),
    },
  ]

  const counters = (groupId: string) => world.sandbox.store.counters.of(groupId)

  async function toMute(): Promise<Prepared> {
    const one = await members.member()
    const until = Date.now() + HOUR
    return {
      action: 'member.mute',
      subjectId: one.id,
      input: { until },
      async holds(item) {
        const ends = (await members.now(one))?.mutedUntil ?? 0
        expect(Math.abs(ends - until)).toBeLessThan(5_000)
        expect(counters(one.groupId).muteMember).toBe(1)
        expect(item.inverse).toEqual({ action: 'member.unmute', input: {} })
      },
    }
  }

  async function toUnmute(): Promise<Prepared> {
    const one = await members.member()
    await world.env.openim.groups.muteMember(one.groupId, one.userId, 3_600, options)
    const until = (await members.now(one))?.mutedUntil
    return {
      action: 'member.unmute',
      subjectId: one.id,
      async holds(item) {
        expect((await members.now(one))?.mutedUntil ?? 0).toBeLessThan(Date.now())
        expect(counters(one.groupId).unmuteMember).toBe(1)
        expect(item.inverse).toEqual({ action: 'member.mute', input: { until } })
      },
    }
  }

  async function toKick(): Promise<Prepared> {
    const one = await members.member(4, 1)
    await world.env.openim.groups.setMember(one.groupId, one.userId, { nickname: 'Kept' }, options)
    return {
      action: 'member.kick',
      subjectId: one.id,
      async holds(item) {
        expect(await members.now(one)).toBeUndefined()
        expect(counters(one.groupId).kick).toBe(1)
        expect(item.inverse).toMatchObject({
          action: 'member.add',
          input: { role: 'admin', nickname: 'Kept' },
        })
      },
    }
  }

  /** Somebody who comes back as they were: three calls that change something. */
  async function toAdd(): Promise<Prepared> {
    const one = await members.outsider()
    const mutedUntil = Date.now() + HOUR
    return {
      action: 'member.add',
      subjectId: one.id,
      input: { role: 'admin', nickname: 'Back', mutedUntil },
      async holds() {
        const member = await members.now(one)
        expect(member).toMatchObject({ role: 'admin', nickname: 'Back' })
        expect(Math.abs((member?.mutedUntil ?? 0) - mutedUntil)).toBeLessThan(5_000)
        expect(counters(one.groupId)).toMatchObject({ join: 1, muteMember: 1 })
      },
    }
  }

  async function toPromote(): Promise<Prepared> {
    const one = await members.member()
    return {
      action: 'member.role',
      subjectId: one.id,
      input: { role: 'admin' },
      async holds(item) {
        expect(await members.now(one)).toMatchObject({ role: 'admin' })
        expect(item.inverse).toEqual({ action: 'member.role', input: { role: 'member' } })
        const group = await world.env.openim.groups.byId(one.groupId, options)
        expect(group?.ownerId).toBe(one.userIds[0])
      },
    }
  }

  async function toAnswer(action: ActionName, state: 'accepted' | 'refused'): Promise<Prepared> {
    const one = await members.applicant()
    return {
      action,
      subjectId: one.id,
      input: { requestedAt: one.request?.requestedAt },
      async holds() {
        expect(await members.requestOf(one)).toMatchObject({ state })
        expect(await members.now(one)).toEqual(
          state === 'accepted' ? expect.objectContaining({ role: 'member' }) : undefined,
        )
        expect(counters(one.groupId).join ?? 0).toBe(state === 'accepted' ? 1 : 0)
      },
    }
  }

  describe.each(CASES)('$action', ({ action, route, prepare }) => {
    const whole = FULL || (quirks === 'main' && TRIED_WHOLE.includes(action))

    test.each(whole ? FAULTS : SAMPLE)(
      '%s once: verified, and changed once',
      { timeout: 60_000 },
      async (kind) => {
        const { holds, ...deed } = await prepare()
        world.sandbox.addFaults([{ route, kind }])
        const item = await perform(world, lin, deed.action, deed.subjectId, deed.input)
        world.sandbox.faults.clear()
        expect(item).toMatchObject({ state: 'verified' })
        await holds(item)
      },
    )

    test.runIf(whole)('a late call is waited for, and not sent again', { timeout: 60_000 }, async () => {
      const slow = { ...world, env: { ...world.env, config: { ...world.env.config, settleMs: 5_000 } } }
      const { holds, ...deed } = await prepare()
      world.sandbox.addFaults([{ route, kind: 'timeout-before', landsAfterMs: 4_000 }])
      const item = await perform(slow, lin, deed.action, deed.subjectId, deed.input)
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified' })
      expect(item.events.map((event) => event.state)).toContain('unknown')
      await holds(item)
    })
  })

  describe.runIf(FULL || quirks === 'main')('a worker is killed', () => {
    test.each(CASES)('$action ends the same wherever it is', { timeout: 900_000 }, async ({ prepare }) => {
      const runs = crashRuns(world, lin)
      try {
        const points = await runs.pointsOf(await prepare(), 7)
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
