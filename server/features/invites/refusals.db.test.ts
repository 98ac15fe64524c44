import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { startRunner } from '@/server/actions/runner'
import { REFUSALS_KEPT_DAYS, trimRefusals } from '@/server/features/invites/redemption/trim-refusals'
import { decide } from '@/server/testing/actions'
import { FULL } from '@/server/testing/full'
import { createInvites, type TestLink } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'

/** Why somebody does not come in, with the use given back; and limits of groups. */
let world: World
let invites: ReturnType<typeof createInvites>
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  invites = createInvites(world)
})
afterAll(() => world.close())

const options = { operationId: 'test' }

/** Somebody asks and is refused: nothing is held, nobody came, and support finds why by the reference. */
async function expectRefused(link: TestLink, why: string, person?: string) {
  const { prisma } = world.env.db
  const [someone = ''] = person === undefined ? await invites.people(1) : [person]
  const used = await invites.usesOf(link)
  const end = await invites.redeem(link.code, someone)
  expect(end).toEqual({ kind: 'refused', why, reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/) })
  expect(await invites.usesOf(link)).toBe(used)
  const reference = end.kind === 'refused' ? end.reference : ''
  expect(await prisma.inviteRefusal.findUniqueOrThrow({ where: { reference } })).toMatchObject({
    ...{ why, userId: someone, code: link.code, inviteId: link.id },
  })
}

const changed = (link: TestLink, data: object) =>
  world.env.db.prisma.invite.update({ where: { id: link.id }, data })

describe('a link that does not work', () => {
  test.each([
    ['revoked', { state: 'revoked' }],
    ['paused', { state: 'paused', pauseReason: 'abuse' }],
    ['expired', { expiresAt: new Date(Date.now() - 1) }],
    ['used_up', { maxUses: 5, used: 5 }],
    ['information_only', { mode: 'info' }],
  ])('%s', async (why, data) => {
    const link = await invites.link()
    await changed(link, data)
    await expectRefused(link, why)
  })

  test('a code that never was', async () => {
    const [someone = ''] = await invites.people(1)
    for (const code of ['0000-0000-0000', 'no code', '\0'])
      expect(await invites.redeem(code, someone)).toMatchObject({ kind: 'refused', why: 'unknown' })
  })
})

describe('a group that nobody comes into', () => {
  test('suspended, or dismissed by us: its links say so before anything is asked', async () => {
    const { prisma } = world.env.db
    for (const standing of ['suspended', 'dismissed'] as const) {
      const link = await invites.link()
      await prisma.groupExtension.create({ data: { groupId: link.groupId, standing } })
      await expectRefused(link, `group_${standing}`)
    }
  })

  test('dismissed, without an owner, or gone in OpenIM', async () => {
    const { groups } = world.env.openim
    const dismissed = await invites.link()
    await groups.dismiss(dismissed.groupId, options)
    await expectRefused(dismissed, 'group_dismissed')
    const ownerless = await invites.link()
    const [owner = ''] = await invites.inGroup(ownerless.groupId)
    await groups.setMember(ownerless.groupId, owner, { role: 'member' }, options)
    await expectRefused(ownerless, 'group_ownerless')
    await expectRefused(await invites.link({ groupId: 'never-was' }), 'group_deleted')
  })

  test('while a dismissal or restore of it is under way', async () => {
    const link = await invites.link()
    await world.env.db.prisma.$executeRaw`
      INSERT INTO ledger (id, subject_kind, subject_id, group_id, seq, state, action, input, planned_version, desired,
                          desired_before, plan, cause, reason, due_at, next_at)
      VALUES (uuidv7(), 'group', ${link.groupId}, ${link.groupId}, 1, 'planned', 'group.restore', '{}', 0, '{}', '{}', '{}',
              'drift', '', now() + interval '1 hour', now() + interval '1 hour')`
    await expectRefused(link, 'group_suspended')
  })
})

describe('somebody whom we know', () => {
  test('is in the group already', async () => {
    const link = await invites.link()
    const [, member = ''] = await invites.inGroup(link.groupId)
    await expectRefused(link, 'already_member', member)
  })

  test('is sanctioned', async () => {
    const [suspended = '', dismissed = ''] = await invites.people(2)
    const link = await invites.link()
    await world.env.db.prisma.$executeRaw`
      INSERT INTO person_extension (user_id, standing) VALUES (${suspended}, 'suspended'), (${dismissed}, 'dismissed')`
    await expectRefused(link, 'sanctioned', suspended)
    await expectRefused(link, 'sanctioned', dismissed)
  })

  test('is nobody whom OpenIM knows, or nobody who could be', async () => {
    const link = await invites.link()
    await expectRefused(link, 'unknown_user', 'never_registered')
    for (const userId of ['', 'x'.repeat(257), 'half \ud800'])
      await expect(invites.redeem(link.code, userId)).rejects.toMatchObject({ field: 'userId' })
  })

  test('came before and left: once is once, and otherwise they come again', async () => {
    const [someone = ''] = await invites.people(1)
    for (const oncePerPerson of [true, false]) {
      const link = await invites.link({ oncePerPerson })
      expect(await invites.redeem(link.code, someone)).toMatchObject({ kind: 'joined' })
      await world.env.openim.groups.kick(link.groupId, [someone], { sendMessage: false }, options)
      if (oncePerPerson) await expectRefused(link, 'once_used', someone)
      else expect(await invites.redeem(link.code, someone)).toMatchObject({ kind: 'joined' })
    }
  })

  test('may use a link once more after the use was given back', async () => {
    const [someone = ''] = await invites.people(1)
    const link = await invites.link({ maxUses: 1 })
    await invites.redeem(link.code, someone)
    await world.env.openim.groups.kick(link.groupId, [someone], { sendMessage: false }, options)
    await expectRefused(link, 'once_used', someone)
    await world.env.db.prisma.redemption.updateMany({
      where: { inviteId: link.id },
      data: { counted: false },
    })
    expect(await invites.usesOf(link)).toBe(0)
    expect(await invites.redeem(link.code, someone)).toMatchObject({ kind: 'joined' })
  })
})

describe('a group with a limit of ours', () => {
  const limit = (groupId: string, memberLimit: number) =>
    world.env.db.prisma.groupInviteRule.create({ data: { groupId, memberLimit } })

  test('is filled to the last place and never beyond, by several links and processes at once', async () => {
    const { groupId } = await world.group(5)
    await limit(groupId, 25)
    const links = [await invites.link({ groupId }), await invites.link({ groupId, maxUses: 200 })]
    const people = await invites.people(120)
    const processes = [world.env, { ...world.env }, { ...world.env }]
    const ends = await Promise.all(
      people.map((userId, at) => invites.redeem(links[at % 2]?.code ?? '', userId, processes[at % 3])),
    )
    expect(ends.filter(({ kind }) => kind === 'joined')).toHaveLength(20)
    expect(ends.filter((end) => end.kind === 'refused' && end.why === 'group_full')).toHaveLength(100)
    expect(await invites.inGroup(groupId)).toHaveLength(25)
    const uses = await Promise.all(links.map(invites.usesOf))
    expect(uses.reduce((sum, used) => sum + used, 0)).toBe(20)
  })

  test('is full', async () => {
    const link = await invites.link()
    await limit(link.groupId, 2)
    await expectRefused(link, 'group_full')
  })
})

describe('a link that makes people apply', () => {
  test('leaves an application, and one that is open already is told of', async () => {
    const link = await invites.link({ mode: 'apply', oncePerPerson: false })
    const [someone = ''] = await invites.people(1)
    const runner = startRunner(world.env, { everyMs: 100 })
    expect(await invites.redeem(link.code, someone)).toMatchObject({ kind: 'applied' })
    const { requests } = await world.env.openim.joinRequests.ofUser(someone, { page: 1, size: 5 }, options)
    expect(requests).toMatchObject([{ groupId: link.groupId, state: 'pending' }])
    expect(await invites.inGroup(link.groupId)).not.toContain(someone)
    expect(await invites.usesOf(link)).toBe(1)
    await expectRefused(link, 'already_applied', someone)
    await runner.stop()
  })

  test('gives the use back where the group is dismissed before the worker comes to it', async () => {
    const link = await invites.link({ mode: 'apply' })
    const [someone = ''] = await invites.people(1)
    const asked = invites.redeem(link.code, someone)
    await expect.poll(() => invites.usesOf(link), { timeout: 10_000 }).toBe(1)
    await world.env.openim.groups.dismiss(link.groupId, options)
    const runner = startRunner(world.env, { everyMs: 100 })
    expect(await asked).toMatchObject({
      kind: 'refused',
      why: 'group_dismissed',
      reference: expect.stringMatching(/./),
    })
    await runner.stop()
    expect(await invites.usesOf(link)).toBe(0)
  })
})

test('what came up since a use was held gives it back: came in otherwise, or sanctioned', async () => {
  const { prisma } = world.env.db
  const lin = await world.staff('admin')
  const [added = '', sanctioned = ''] = await invites.people(2)
  const [joining, applying] = [await invites.link(), await invites.link({ mode: 'apply' })]
  // Something else is to be done about this person first, so a worker sees to both.
  await decide(world, lin, 'member.add', memberKey(joining.groupId, added))
  const asked = [invites.redeem(joining.code, added), invites.redeem(applying.code, sanctioned)]
  await expect.poll(() => invites.usesOf(joining), { timeout: 10_000 }).toBe(1)
  await expect.poll(() => invites.usesOf(applying), { timeout: 10_000 }).toBe(1)
  await prisma.$executeRaw`INSERT INTO person_extension (user_id, standing) VALUES (${sanctioned}, 'suspended')`
  const runner = startRunner(world.env, { everyMs: 100 })
  expect(await Promise.all(asked)).toMatchObject([{ why: 'already_member' }, { why: 'sanctioned' }])
  await runner.stop()
  expect(await Promise.all([joining, applying].map(invites.usesOf))).toEqual([0, 0])
  expect(await invites.inGroup(joining.groupId)).toContain(added)
})

test('old refusals are forgotten', async () => {
  const { prisma } = world.env.db
  const at = (days: number) => new Date(Date.now() - days * 86_400_000)
  const about = { code: 'ABC', why: 'unknown' }
  await prisma.inviteRefusal.create({
    data: { ...about, reference: '00000000', at: at(REFUSALS_KEPT_DAYS + 1) },
  })
  await prisma.inviteRefusal.create({
    data: { ...about, reference: '00000001', at: at(REFUSALS_KEPT_DAYS - 1) },
  })
  await trimRefusals(world.env.db)
  const left = await prisma.inviteRefusal.findMany({ where: { code: 'ABC' } })
  expect(left.map(({ reference }) => reference)).toEqual(['00000001'])
})

test('while OpenIM is away nothing is held, and nobody hangs, however many ask', async () => {
  const link = await invites.link()
  const people = await invites.people(FULL ? 400 : 60)
  // Where it answers nothing at all it takes longer to tell.
  if (FULL) world.sandbox.addFaults([{ route: '*', kind: 'hang', times: 0 }])
  else world.sandbox.setDown(true)
  const begun = performance.now()
  const ends = await Promise.allSettled(people.map((userId) => invites.redeem(link.code, userId)))
  expect(performance.now() - begun).toBeLessThan(20_000)
  for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: { reason: 'openim_away' } })
  world.sandbox.faults.clear()
  world.sandbox.setDown(false)
  expect(await invites.usesOf(link)).toBe(0)
})
