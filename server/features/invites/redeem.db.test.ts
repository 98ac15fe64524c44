import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInvites, type TestLink } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let invites: ReturnType<typeof createInvites>
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  invites = createInvites(world)
})
afterAll(() => world.close())

/** Every other one in another process, as it were: nothing is shared between the two but the database. */
const atOnce = (asked: readonly { link: TestLink; userId: string }[]) => {
  const elsewhere = { ...world.env }
  return Promise.all(
    asked.map(({ link, userId }, at) =>
      invites.redeem(link.code, userId, at % 2 === 0 ? world.env : elsewhere),
    ),
  )
}

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

describe('never more than it says, in two processes that know nothing of each other', () => {
  test('1,000 people at once for 100 uses: 100 come in', async () => {
    const link = await invites.link({ maxUses: 100 })
    const people = await invites.people(1_000)
    const ends = await atOnce(people.map((userId) => ({ link, userId })))
    expect(tally(ends)).toEqual({ joined: 100, used_up: 900 })
    expect(await invites.usesOf(link)).toBe(100)
    const inside = await invites.inGroup(link.groupId)
    expect(inside).toHaveLength(102)
    expect(inside).toEqual(expect.arrayContaining(people.filter((_, at) => ends[at]?.kind === 'joined')))
    const { prisma } = world.env.db
    expect(
      await prisma.redemption.groupBy({ by: ['state'], where: { inviteId: link.id }, _count: true }),
    ).toEqual([{ state: 'joined', _count: 100 }])
    expect(await prisma.inviteRefusal.count({ where: { inviteId: link.id, why: 'used_up' } })).toBe(900)
  })

  test('one person 50 times at once: one join', async () => {
    const link = await invites.link({ oncePerPerson: false })
    const [userId = ''] = await invites.people(1)
    const ends = await atOnce(Array.from({ length: 50 }, () => ({ link, userId })))
    expect(ends.filter(({ kind }) => kind === 'joined')).toHaveLength(1)
    for (const end of ends)
      if (end.kind !== 'joined')
        expect(end).toMatchObject({
          kind: 'refused',
          why: expect.stringMatching(/^(being_used|already_member)$/),
        })
    expect(await invites.usesOf(link)).toBe(1)
    expect(world.sandbox.store.counters.of(link.groupId)).toMatchObject({ join: 1 })
  })

  test('who came in while another process looked at the group does not come in twice', async () => {
    const link = await invites.link({ oncePerPerson: false })
    const [userId = ''] = await invites.people(1)
    const { openim } = world.env
    // Another process: what it reads is old by the time it has the answer.
    const { info } = openim.users
    const readEarly = async (...asked: Parameters<typeof info>) => {
      const found = await info(...asked)
      if (!(await invites.inGroup(link.groupId)).includes(userId)) await invites.redeem(link.code, userId)
      return found
    }
    const elsewhere = { ...world.env, openim: { ...openim, users: { ...openim.users, info: readEarly } } }
    const end = await invites.redeem(link.code, userId, elsewhere)
    expect(end).toMatchObject({ kind: 'refused', why: 'already_member' })
    expect(await invites.usesOf(link)).toBe(1)
  })

  test('several links to one group by the same people: each comes in once', async () => {
    const first = await invites.link({ maxUses: 30 })
    const links = [first, await invites.link({ groupId: first.groupId, maxUses: 30 })]
    const people = await invites.people(40)
    const ends = await atOnce(links.flatMap((link) => people.map((userId) => ({ link, userId }))))
    expect(ends.filter(({ kind }) => kind === 'joined').length).toBeLessThanOrEqual(40)
    const inside = await invites.inGroup(first.groupId)
    const uses = await Promise.all(links.map(invites.usesOf))
    expect(uses.reduce((sum, used) => sum + used, 0)).toBe(inside.length - 2)
    expect(new Set(inside).size).toBe(inside.length)
  })
})
