import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInvites } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let invites: ReturnType<typeof createInvites>
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  invites = createInvites(world)
})
afterAll(() => world.close())

/** How many ended how. */
function tally(all: readonly { kind: string; why?: string }[]) {
  const counts: Record<string, number> = {}
  for (const { kind, why } of all) counts[why ?? kind] = (counts[why ?? kind] ?? 0) + 1
  return counts
}

test('somebody comes in by a link, and everything is written down', async () => {
  const link = await invites.link({ maxUses: 3 })
  const [userId = ''] = await invites.people(1)
  const came = await invites.redeem(link.code, userId)
  expect(came).toMatchObject({ kind: 'joined', groupId: link.groupId })
  expect(await invites.inGroup(link.groupId)).toContain(userId)
  const { prisma } = world.env.db
  const redemption = await prisma.redemption.findFirstOrThrow({
    where: { inviteId: link.id },
    include: { invite: true, ledger: { include: { calls: true, events: true } } },
  })
  expect(redemption).toMatchObject({ state: 'joined', counted: true, userId, invite: { used: 1 } })
  expect(redemption.invite.lastUsedAt).not.toBeNull()
  expect(redemption.ledger).toMatchObject({
    state: 'verified',
    cause: 'invite',
    calls: [{ step: 'join', outcome: 'yes', seen: true }],
  })
})

describe('never more than it says', () => {
  test('1,000 at once for 100 uses: 100 come in', async () => {
    const link = await invites.link({ maxUses: 100 })
    const people = await invites.people(1_000)
    const ends = await Promise.all(people.map((userId) => invites.redeem(link.code, userId)))
    expect(tally(ends)).toEqual({ joined: 100, used_up: 900 })
    expect(await invites.usesOf(link)).toBe(100)
    expect(await invites.inGroup(link.groupId)).toHaveLength(102)
    const came = people.filter((_, at) => ends[at]?.kind === 'joined')
    expect(await invites.inGroup(link.groupId)).toEqual(expect.arrayContaining(came))
    const { prisma } = world.env.db
    expect(await prisma.redemption.count({ where: { inviteId: link.id, state: 'joined' } })).toBe(100)
    expect(await prisma.inviteRefusal.count({ where: { inviteId: link.id, why: 'used_up' } })).toBe(900)
  })

  test('one person 50 times at once: one join', async () => {
    const link = await invites.link({ oncePerPerson: false })
    const [userId = ''] = await invites.people(1)
    const ends = await Promise.all(Array.from({ length: 50 }, () => invites.redeem(link.code, userId)))
    expect(tally(ends)).toEqual({ joined: 1, being_used: 49 })
    expect(await invites.usesOf(link)).toBe(1)
    expect(world.sandbox.store.counters.of(link.groupId)).toMatchObject({ join: 1 })
  })
})
