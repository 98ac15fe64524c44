import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { setStanding } from '@/server/features/people/person/extension'
import { writeSetting } from '@/server/settings'
import { createInvites, type TestLink } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'
import { ABUSE_RULE } from './abuse'
import type { AbuseRule } from './schema'

let world: World
let lin: StaffActor
let invites: ReturnType<typeof createInvites>
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  lin = await world.staff('owner')
  invites = createInvites(world)
})
afterAll(() => world.close())

async function arrivals(link: TestLink, count: number): Promise<string[]> {
  const people = await invites.people(count)
  await Promise.all(people.map((userId) => invites.redeem(link.code, userId)))
  return people
}

const sanction = (userId: string, standing: 'suspended' | 'good' = 'suspended') =>
  setStanding(
    world.env,
    { actor: lin, requestId: 'test' },
    { userId, standing, reason: 'because of the test' },
  )

const linkNow = ({ id }: TestLink) => world.env.db.prisma.invite.findUniqueOrThrow({ where: { id } })

let version = 0
async function setRule(value: AbuseRule): Promise<void> {
  const by = { actor: lin, requestId: 'test' }
  await world.env.db.prisma.$transaction((tx) => writeSetting(tx, by, ABUSE_RULE, { value, version }))
  version += 1
}

test('as many sanctioned arrivals as the initial rule says pause a link, and nothing but staff ends that', async () => {
  const link = await invites.link()
  const other = await invites.link({ groupId: link.groupId })
  const people = await arrivals(link, 4)
  const most = ABUSE_RULE.initial.arrivals ?? 0
  for (const userId of people.slice(0, most - 1)) await sanction(userId)
  expect((await linkNow(link)).state).toBe('active')
  // The same one again is no other one.
  await sanction(people[0] ?? '', 'good')
  await sanction(people[0] ?? '')
  expect((await linkNow(link)).state).toBe('active')
  await sanction(people[most - 1] ?? '')
  expect(await linkNow(link)).toMatchObject({ state: 'paused', pauseReason: 'abuse', version: 2 })
  expect((await linkNow(other)).state).toBe('active')
  const [someone = ''] = await invites.people(1)
  expect(await invites.redeem(link.code, someone)).toMatchObject({ kind: 'refused', why: 'paused' })
  const audit = await world.env.db.prisma.auditRow.findFirstOrThrow({ where: { subjectId: link.id } })
  expect(audit).toMatchObject({
    action: 'invite.paused',
    actorKind: 'system',
    after: { pauseReason: 'abuse', sanctioned: most, days: ABUSE_RULE.initial.days },
  })
})

test('the owners say how many and how lately, or never', async () => {
  await setRule({ arrivals: null, days: 7 })
  const link = await invites.link()
  const [first = '', second = '', third = ''] = await arrivals(link, 3)
  await sanction(first)
  expect((await linkNow(link)).state).toBe('active')
  await setRule({ arrivals: 2, days: 1 })
  await sanction(second)
  expect(await linkNow(link)).toMatchObject({ state: 'paused', pauseReason: 'abuse' })

  const old = await invites.link()
  const come = {
    inviteId: old.id,
    groupId: old.groupId,
    state: 'joined',
    oncePerPerson: true,
    counted: true,
  } as const
  // Ids begin with the time: this one is of the year 2020.
  const id = '016f5e66-e800-7000-8000-000000000000'
  await world.env.db.prisma.redemption.create({ data: { ...come, id, userId: first, settledAt: new Date() } })
  await world.env.db.prisma.redemption.create({ data: { ...come, userId: third, settledAt: new Date() } })
  await sanction(third)
  expect((await linkNow(old)).state).toBe('active')
})
