import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endSuspensions, startSuspensionEnds } from '@/server/actions/group/end-suspensions'
import { testGroups } from '@/server/actions/group/test-groups'
import { ledgerOfGroup } from '@/server/actions/ledger'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import { submitAction } from '@/server/actions/submit'
import type { StaffActor } from '@/server/auth/actor'
import { decide, perform } from '@/server/testing/actions'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

const DAY_MS = 86_400_000

let world: World
let lin: StaffActor
let groups: ReturnType<typeof testGroups>

beforeAll(async () => {
  world = await testWorld({ settleMs: 500 })
  lin = await world.staff()
  groups = testGroups(world)
})
afterAll(() => world.close())

const statusOf = async (groupId: string) => (await groups.now(groupId))?.status
const desiredOf = async (groupId: string) =>
  (await world.env.db.prisma.desiredState.findFirstOrThrow({ where: { subjectId: groupId } })).desired

/** A suspended group whose suspension ends in a moment, and has by the time this resolves. */
async function overdue() {
  const { groupId } = await world.group(3)
  const until = Date.now() + 1_500
  expect((await perform(world, lin, 'group.suspend', groupId, { until })).state).toBe('verified')
  await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(until)
  return groupId
}

/** Works off whatever is planned. */
async function workOff(groupId: string) {
  const runner = startRunner(world.env, { everyMs: 50 })
  await expect
    .poll(async () => (await ledgerOfGroup(world.env.db, groupId)).every((row) => row.settledAt !== null), {
      timeout: 15_000,
    })
    .toBe(true)
  await runner.stop()
}

describe('the end of a suspension', () => {
  test('is shown, kept as a time, and has to lie ahead by two years at most', async () => {
    const { groupId } = await world.group(3)
    const of = (until: number) =>
      planAction(world.env, { action: 'group.suspend', subjectId: groupId, input: { until } }, 'test')
    const until = Date.now() + DAY_MS
    const plan = await of(until)
    expect(plan.obstacles).toEqual([])
    expect(plan.consequences).toContainEqual({ key: 'suspend_ends_at', values: { until } })
    expect((await of(Date.now() - 1)).obstacles).toEqual([{ key: 'until_past' }])
    expect((await of(Date.now() + 732 * DAY_MS)).obstacles).toEqual([{ key: 'until_too_far' }])
    await perform(world, lin, 'group.suspend', groupId, { until })
    expect(await desiredOf(groupId)).toMatchObject({ standing: 'suspended', until })
    expect(await endSuspensions(world.env)).toBe(0)
    const lifted = await perform(world, lin, 'group.lift', groupId)
    expect(lifted.inverse).toEqual({ action: 'group.suspend', input: { until } })
  })

  test('lifts it once, whoever looks at once, as Steward itself', async () => {
    const groupId = await overdue()
    const found = await Promise.all(Array.from({ length: 5 }, () => endSuspensions(world.env)))
    expect(found.reduce((sum, n) => sum + n, 0)).toBe(1)
    await workOff(groupId)
    expect(await statusOf(groupId)).toBe('normal')
    const [lift, suspension, ...more] = await ledgerOfGroup(world.env.db, groupId)
    expect(more).toEqual([])
    expect(lift).toMatchObject({
      action: 'group.lift',
      by: null,
      cause: 'suspension_ended',
      state: 'verified',
    })
    const row = await world.env.db.prisma.ledgerRow.findUniqueOrThrow({ where: { id: lift?.id ?? '' } })
    expect(row.inverseOfId).toBe(suspension?.id)
    expect(await endSuspensions(world.env)).toBe(0)
  })

  test('a running clock finds it', async () => {
    const groupId = await overdue()
    const clock = startSuspensionEnds(world.env, { everyMs: 50 })
    await expect.poll(async () => (await ledgerOfGroup(world.env.db, groupId)).length).toBe(2)
    await clock.stop()
    await workOff(groupId)
    expect(await statusOf(groupId)).toBe('normal')
  })

  test('a group muted by hand before stays muted', async () => {
    const { groupId } = await world.group(3)
    await groups.muteByHand(groupId)
    const until = Date.now() + 1_500
    await perform(world, lin, 'group.suspend', groupId, { until })
    await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(until)
    expect(await endSuspensions(world.env)).toBe(1)
    await workOff(groupId)
    expect(await statusOf(groupId)).toBe('muted')
    expect(await desiredOf(groupId)).toMatchObject({ standing: 'good', liftTo: null, until: null })
  })

  test('leaves alone what somebody lifted or dismissed, and what is being worked on', async () => {
    const lifted = await overdue()
    await perform(world, lin, 'group.lift', lifted)
    const dismissed = await overdue()
    await groups.dismissByHand(dismissed)
    expect(await endSuspensions(world.env)).toBe(0)
    expect(await ledgerOfGroup(world.env.db, dismissed)).toHaveLength(1)
    expect(await statusOf(dismissed)).toBe('dismissed')
  })

  test('finds what is due by its index among many', async () => {
    // Statistics are the owner's business.
    const owner = new Client({ connectionString: world.database.url })
    await owner.connect()
    await owner.query(`
      INSERT INTO desired_state (subject_kind, subject_id, desired, updated_at)
      SELECT 'group', 'many' || n, jsonb_build_object('standing', CASE WHEN n % 50 = 0 THEN 'suspended' ELSE 'good' END,
        'until', CASE WHEN n % 50 = 0 THEN 4e12 + n END), now() FROM generate_series(1, 50000) AS n`)
    await owner.query('ANALYZE desired_state')
    const { rows } = await owner.query(`EXPLAIN
      SELECT subject_id FROM desired_state
      WHERE subject_kind = 'group' AND desired ->> 'standing' = 'suspended' AND desired ->> 'until' IS NOT NULL
        AND (desired ->> 'until')::float8 <= 1700000000000
        AND ((desired ->> 'until')::float8, subject_id) > (0, '')
      ORDER BY (desired ->> 'until')::float8, subject_id LIMIT 100`)
    expect(JSON.stringify(rows)).toContain('desired_suspension_end')
    expect(JSON.stringify(rows)).not.toMatch(/Seq Scan|Sort/)
    await owner.end()
  })
})

describe('another end of a suspension that runs', () => {
  const planOf = (groupId: string, input: object) =>
    planAction(world.env, { action: 'group.suspend', subjectId: groupId, input }, 'test')

  test('is set without a word to OpenIM, and taken back to the end before', async () => {
    const { groupId } = await world.group(3)
    const [first, second] = [Date.now() + DAY_MS, Date.now() + 3 * DAY_MS]
    const { id: suspension } = await perform(world, lin, 'group.suspend', groupId, { until: first })
    expect((await planOf(groupId, { until: first })).obstacles).toEqual([{ key: 'already_suspended' }])
    const plan = await planOf(groupId, { until: second })
    expect(plan).not.toHaveProperty('aside')
    expect(plan).toMatchObject({
      obstacles: [],
      consequences: [{ key: 'suspend_end_changes' }, { key: 'suspend_ends_at', values: { until: second } }],
    })
    const item = await perform(world, lin, 'group.suspend', groupId, { until: second })
    expect(item).toMatchObject({
      state: 'already_so',
      outcome: { code: 'end_changed' },
      sentAt: null,
      inverse: { action: 'group.suspend', input: { until: first } },
    })
    expect(item.id).not.toBe(suspension)
    expect(world.sandbox.store.counters.of(groupId).mute).toBe(1)
    expect(await desiredOf(groupId)).toMatchObject({ standing: 'suspended', until: second, liftTo: 'normal' })
    const caller = createCaller({ actor: lin, requestId: 'test', env: world.env })
    expect(await caller.groups.get({ groupId })).toMatchObject({ suspendedUntil: second })

    const endless = await perform(world, lin, 'group.suspend', groupId, {})
    expect(endless.inverse).toEqual({ action: 'group.suspend', input: { until: second } })
    expect(await desiredOf(groupId)).toMatchObject({ until: null, liftTo: 'normal' })
    await perform(world, lin, 'group.lift', groupId)
    expect(await statusOf(groupId)).toBe('normal')
  })

  test('keeps the status to return to, however often it changes, of a group muted by hand too', async () => {
    const { groupId } = await world.group(3)
    await groups.muteByHand(groupId)
    for (const days of [1, 2, 3]) {
      const item = await perform(world, lin, 'group.suspend', groupId, { until: Date.now() + days * DAY_MS })
      expect(item.state).toBe('already_so')
    }
    expect(await desiredOf(groupId)).toMatchObject({ liftTo: 'muted' })
    await perform(world, lin, 'group.lift', groupId)
    expect(await statusOf(groupId)).toBe('muted')
  })

  test('mutes again what was let speak behind our back, and ends when it says', async () => {
    const { groupId } = await world.group(3)
    await perform(world, lin, 'group.suspend', groupId)
    await groups.unmuteByHand(groupId)
    const until = Date.now() + 1_500
    const item = await perform(world, lin, 'group.suspend', groupId, { until })
    expect(item.state).toBe('verified')
    expect(await statusOf(groupId)).toBe('muted')
    await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(until)
    expect(await endSuspensions(world.env)).toBe(1)
    await workOff(groupId)
    expect(await statusOf(groupId)).toBe('normal')
  })

  test('belongs to the case of the suspension', async () => {
    const { groupId } = await world.group(3)
    const { id: caseId } = await openCase(world, { groupId })
    const suspension = await decide(world, lin, 'group.suspend', groupId)
    await world.env.db.prisma.ledgerRow.update({ where: { id: suspension }, data: { caseId } })
    await workOff(groupId)
    const { version } = await planOf(groupId, { until: Date.now() + DAY_MS })
    const submission = { subjectId: groupId, input: { until: Date.now() + DAY_MS }, plannedVersion: version }
    const { ledgerId } = await submitAction(
      { env: world.env, actor: lin, requestId: 'test' },
      { ...submission, action: 'group.suspend', reason: 'because of the test' },
    )
    const row = await world.env.db.prisma.ledgerRow.findUniqueOrThrow({ where: { id: ledgerId } })
    expect(row.caseId).toBe(caseId)
  })

  test('is no business of a batch: an end that somebody set stays', async () => {
    const { groupId } = await world.group(3)
    await perform(world, lin, 'group.suspend', groupId)
    const work = workers(world)
    const { batchId } = await batchesOf(world, lin).prepare({
      action: 'group.suspend',
      subjectIds: [groupId],
      input: { until: Date.now() + DAY_MS },
    })
    const batch = await batchIn(world, batchId, ['planned'])
    expect(batch.leftOut).toMatchObject([{ key: 'suspended_end_stays' }])
    await work.close()
  })
})
