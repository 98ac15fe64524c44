import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planAction } from '@/server/actions/plan'
import type { StaffActor } from '@/server/auth/actor'
import { decide, perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { expireSnapshots } from './expire'

let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld({ settleMs: 500 })
  lin = await world.staff()
})
afterAll(() => world?.close())

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })
const snapshotOf = (groupId: string) =>
  world.env.db.prisma.memberSnapshot.findFirstOrThrow({ where: { groupId } })
const membersOf = (groupId: string) =>
  world.env.db.prisma.snapshotMember.count({ where: { snapshot: { groupId } } })
const runOut = (groupId: string) =>
  world.env.db.prisma.memberSnapshot.updateMany({
    where: { groupId },
    data: { expiresAt: new Date(Date.now() - 1) },
  })
const auditOf = (subjectId: string) =>
  world.env.db.prisma.auditRow.findMany({ where: { subjectId, action: 'snapshot.expired' } })

async function dismissed(size = 3) {
  const { groupId } = await world.group(size)
  await perform(world, lin, 'group.dismiss', groupId)
  return groupId
}

describe('a member list whose time is over', () => {
  test('loses its members once; their number, their hash and the times stay, and the list says so', async () => {
    const [over, kept] = [await dismissed(4), await dismissed()]
    await runOut(over)
    const [listed] = (await as(lin).snapshots.list({ groupId: over })).items
    expect(listed).toMatchObject({ people: 4, daysLeft: null, deletedAt: null })
    const counts = await Promise.all([1, 2, 3].map(() => expireSnapshots(world.env.db)))
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1)
    expect(await membersOf(over)).toBe(0)
    expect(await membersOf(kept)).toBe(3)
    const row = await snapshotOf(over)
    expect(row).toMatchObject({
      people: 4,
      ownerId: '',
      membersSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(row.membersDeletedAt).not.toBeNull()
    expect(await auditOf(over)).toMatchObject([
      { actorKind: 'system', before: { people: 4 }, after: { people: 0, sha256: row.membersSha256 } },
    ])
    const { items } = await as(lin).snapshots.list({ groupId: over })
    expect(items).toMatchObject([{ people: 4, daysLeft: null, deletedAt: row.membersDeletedAt?.getTime() }])
    const plan = await planAction(world.env, { action: 'group.restore', subjectId: over, input: {} }, 'test')
    expect(plan.obstacles).toEqual([{ key: 'no_snapshot' }])
    expect(await expireSnapshots(world.env.db)).toBe(0)
  })

  test('stays while a restore of its group waits or is under way, and goes once that has ended', async () => {
    const groupId = await dismissed()
    const ledgerId = await decide(world, lin, 'group.restore', groupId)
    await runOut(groupId)
    expect(await expireSnapshots(world.env.db)).toBe(0)
    expect(await membersOf(groupId)).toBe(3)
    await as(lin).ledger.cancel({ id: ledgerId })
    expect(await expireSnapshots(world.env.db)).toBe(1)
    expect(await membersOf(groupId)).toBe(0)
  })

  test('is the only one whose members anybody can delete', async () => {
    const groupId = await dismissed()
    const { prisma } = world.env.db
    await expect(prisma.snapshotMember.deleteMany({ where: { snapshot: { groupId } } })).rejects.toThrow(
      /permission denied/,
    )
    const { id } = await snapshotOf(groupId)
    expect(await prisma.$queryRaw`SELECT * FROM expire_snapshot(${id}::uuid)`).toEqual([])
    expect(await membersOf(groupId)).toBe(3)
  })
})

describe('how long member lists are kept', () => {
  test('is set by owners, for those kept from then on', async () => {
    const owner = await world.staff('owner')
    const before = await dismissed()
    const seen = await as(owner).settings.snapshotRules()
    expect(seen).toEqual({ value: { keepDays: 183 }, version: 0 })
    for (const role of ['moderator', 'admin', 'auditor'] as const) {
      const set = as(await world.staff(role)).settings.setSnapshotRules({
        value: { keepDays: 1 },
        version: 0,
      })
      await expect(set).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await as(owner).settings.setSnapshotRules({ value: { keepDays: 30 }, version: 0 })
    const late = as(owner).settings.setSnapshotRules({ value: { keepDays: 90 }, version: 0 })
    await expect(late).rejects.toMatchObject({ message: 'setting_changed' })
    const { groupId } = await world.group(2)
    const plan = await planAction(
      world.env,
      { action: 'group.dismiss', subjectId: groupId, input: {} },
      'test',
    )
    expect(plan.takenBack).toEqual({ by: 'group.restore', days: 30 })
    await perform(world, lin, 'group.dismiss', groupId)
    const daysOf = async (id: string) => (await as(lin).snapshots.list({ groupId: id })).items[0]?.daysLeft
    expect([await daysOf(before), await daysOf(groupId)]).toEqual([183, 30])
    await expect(
      as(owner).settings.setSnapshotRules({ value: { keepDays: 0 }, version: 1 }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
