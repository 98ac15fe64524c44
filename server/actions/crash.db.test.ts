import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ledgerRow } from '@/server/actions/ledger'
import { startRunner } from '@/server/actions/runner'
import type { ActionName } from '@/server/actions/schema'
import { isOutcome } from '@/server/actions/transitions'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { gateLedgerWrites, kill, standbyWorker } from '@/server/testing/crash'
import { spread } from '@/server/testing/crash-runs'
import { testWorld, type World } from '@/server/testing/world'

/**
 * A worker is killed between any two steps of suspend, dismiss and restore, and another one goes on: at every call to
 * OpenIM, before and after its effect, and at every write to the ledger, before it commits. `npm test` takes a sample of
 * the points, `npm run test:full` all of them.
 */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const SAMPLE = 4
const PEOPLE = 60

let world: World
let lin: StaffActor
let next: Promise<ChildProcess>

beforeAll(async () => {
  world = await testWorld({ settleMs: 400, timeoutMs: 2_000 })
  lin = await world.staff()
  next = standbyWorker(world)
})
afterAll(async () => {
  await kill(await next)
  await world.close()
})

type Point = { at: 'before-effect' | 'after-effect' | 'before-commit'; nth: number }

const options = { operationId: 'test' }

/** A group in the state in which `action` is possible. */
async function prepared(action: ActionName): Promise<string> {
  const { groupId, userIds } = await world.group(PEOPLE, 2)
  await world.env.openim.groups.setMember(groupId, userIds[7] ?? '', { nickname: 'Seven' }, options)
  await world.env.openim.groups.muteMember(groupId, userIds[9] ?? '', 3_600, options)
  if (action === 'group.restore') await perform(world, lin, 'group.dismiss', groupId)
  return groupId
}

/** How many OpenIM calls and ledger writes a run without a crash makes. */
async function measure(action: ActionName): Promise<{ calls: number; writes: number }> {
  const groupId = await prepared(action)
  const gate = await gateLedgerWrites(world, -1)
  world.sandbox.calls.clear()
  const item = await perform(world, lin, action, groupId)
  const { rows } = await world.database.pool.query<{ last_value: string }>(
    'SELECT last_value FROM crash_writes',
  )
  await gate.rollBack()
  return {
    calls: world.sandbox.calls.of().filter((call) => call.operationID === item.id).length,
    writes: Number(rows[0]?.last_value ?? 0),
  }
}

async function pointsOf(action: ActionName): Promise<Point[]> {
  const { calls, writes } = await measure(action)
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
  const all: Point[] = [
    ...numbers(calls).flatMap((nth): Point[] => [
      { at: 'before-effect', nth },
      { at: 'after-effect', nth },
    ]),
    ...numbers(writes).map((nth): Point => ({ at: 'before-commit', nth })),
  ]
  return FULL ? all : spread(all, SAMPLE)
}

/** False where the action ended before: polls of a purge are not equally many in every run. */
async function reached(ledgerId: string, here: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = Date.now() + 30_000
  for (;;) {
    if (await here()) return true
    if (isOutcome((await ledgerRow(world.env.db, ledgerId)).state)) return false
    if (Date.now() > end) throw new Error('the worker neither came to this point nor ended')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Kills a worker at one point of one action, lets another go on, and returns how it ended. */
async function crashAt(action: ActionName, groupId: string, point: Point) {
  const worker = await next
  next = standbyWorker(world)
  const { sandbox } = world
  sandbox.faults.clear()
  sandbox.calls.clear()
  const counted = { ...sandbox.store.counters.of(groupId) }
  const gate = point.at === 'before-commit' ? await gateLedgerWrites(world, point.nth) : null
  const ledgerId = await decide(world, lin, action, groupId)
  const mine = () => sandbox.calls.of().filter((call) => call.operationID === ledgerId)
  if (!gate) {
    const kind = point.at === 'before-effect' ? 'timeout-before' : 'timeout-after'
    sandbox.addFaults([{ route: '*', kind, nth: point.nth }])
  }
  worker.send('go')
  const isHit = await reached(ledgerId, async () =>
    gate
      ? gate.reached()
      : mine().length >= point.nth && (point.at === 'before-effect' || mine()[point.nth - 1]?.ran === true),
  )
  await kill(worker)
  await gate?.rollBack()
  sandbox.faults.clear()
  const runner = startRunner(world.env, { everyMs: 100 })
  const item = await outcomeOf(world, ledgerId)
  await runner.stop()
  const after = sandbox.store.counters.of(groupId)
  return { item, isHit, changes: difference(counted, after) }
}

const difference = (before: Record<string, number>, after: Record<string, number>) =>
  Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)]))

const people = async (groupId: string) => {
  const members = await world.env.openim.groups.members.all(groupId, options)
  return members
    .map(({ userId, role, nickname, mutedUntil }) => ({ userId, role, nickname, muted: mutedUntil !== null }))
    .sort((a, b) => (a.userId < b.userId ? -1 : 1))
}

describe.each(['group.suspend', 'group.dismiss', 'group.restore'] as const)('%s', (action) => {
  test('ends the same wherever a worker is killed', { timeout: FULL ? 1_800_000 : 300_000 }, async () => {
    const points = await pointsOf(action)
    expect(points.length).toBeGreaterThan(3)
    let hits = 0
    for (const point of points) {
      const groupId = await prepared(action)
      const before = action === 'group.restore' ? null : await people(groupId)
      const { item, isHit, changes } = await crashAt(action, groupId, point)
      hits += isHit ? 1 : 0
      const where = JSON.stringify(point)
      expect(item, where).toMatchObject({ state: expect.stringMatching(/^(verified|already_so)$/) })
      const group = await world.env.openim.groups.byId(groupId, options)
      if (action === 'group.suspend') {
        expect(group, where).toMatchObject({ status: 'muted', memberCount: PEOPLE })
        expect(changes, where).toMatchObject({ mute: 1 })
      }
      if (action === 'group.dismiss') {
        expect(group, where).toMatchObject({ status: 'dismissed', memberCount: 0 })
        expect(changes, where).toMatchObject({ dismiss: 1 })
        const kept = await world.env.db.prisma.snapshotMember.findMany({
          where: { snapshot: { groupId }, presentAtEnd: true },
          orderBy: { userId: 'asc' },
        })
        const shape = kept.map(({ userId, role, nickname, mutedUntil }) => ({
          userId,
          role,
          nickname,
          muted: mutedUntil !== null,
        }))
        expect(shape, where).toEqual(before)
      }
      if (action === 'group.restore') {
        expect(group, where).toMatchObject({ status: 'normal', memberCount: PEOPLE })
        const now = await people(groupId)
        expect(
          now.filter((one) => one.role === 'owner'),
          where,
        ).toHaveLength(1)
        expect(
          now.filter((one) => one.role === 'admin'),
          where,
        ).toHaveLength(2)
        expect(
          now.filter((one) => one.nickname === 'Seven' && !one.muted),
          where,
        ).toHaveLength(1)
        expect(
          now.filter((one) => one.muted),
          where,
        ).toHaveLength(1)
        expect(changes, where).toMatchObject({ transfer: 1 })
      }
    }
    expect(hits).toBeGreaterThanOrEqual(Math.floor(points.length * 0.8))
  })
})
