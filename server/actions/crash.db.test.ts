import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { crashRuns } from '@/server/testing/crash-runs'
import { FULL } from '@/server/testing/full'
import { testWorld, type World } from '@/server/testing/world'

/**
 * A worker is killed between any two steps of suspend, dismiss and restore, and another one goes on: at every call to
 * OpenIM, before and after its effect, and at every write to the ledger, before it commits. `npm test` takes a sample of
 * the points, `npm run test:full` all of them.
 */
const SAMPLE = 4
const PEOPLE = 60

let world: World
let lin: StaffActor
let runs: ReturnType<typeof crashRuns>

beforeAll(async () => {
  world = await testWorld({ settleMs: 400, timeoutMs: 2_000 })
  lin = await world.staff()
  runs = crashRuns(world, lin)
})
afterAll(async () => {
  await runs?.close()
  await world?.close()
})

const options = { operationId: 'test' }

/** A group in the state in which `action` is possible. */
async function prepared(action: ActionName): Promise<string> {
  const { groupId, userIds } = await world.group(PEOPLE, 2)
  await world.env.openim.groups.setMember(groupId, userIds[7] ?? '', { nickname: 'Seven' }, options)
  await world.env.openim.groups.muteMember(groupId, userIds[9] ?? '', 3_600, options)
  if (action === 'group.restore') await perform(world, lin, 'group.dismiss', groupId)
  return groupId
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
    const points = await runs.pointsOf({ action, subjectId: await prepared(action) }, SAMPLE)
    expect(points.length).toBeGreaterThan(3)
    let hits = 0
    for (const point of points) {
      const groupId = await prepared(action)
      const before = action === 'group.restore' ? null : await people(groupId)
      const counted = { ...world.sandbox.store.counters.of(groupId) }
      const { item, isHit } = await runs.crashAt({ action, subjectId: groupId }, point)
      const changes = difference(counted, world.sandbox.store.counters.of(groupId))
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
