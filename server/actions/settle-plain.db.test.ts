import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SettledHook } from '@/server/actions/action-env'
import { mutedSeconds } from '@/server/actions/mute-end'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf } from '@/server/testing/actions'
import { createMembers } from '@/server/testing/members'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff('admin')
})
afterAll(() => world.close())

const HOUR = 3_600_000
/** Something may follow from every end, so none is plain. */
const watchful: SettledHook = { concerns: () => true, follow: async () => {} }

/** All that an end leaves behind, without what tells one subject and one moment from another. */
async function leftBy(id: string) {
  const { prisma } = world.env.db
  const row = await prisma.ledgerRow.findUniqueOrThrow({
    where: { id },
    include: { events: { orderBy: { n: 'asc' } }, calls: { orderBy: { n: 'asc' } } },
  })
  const { subjectKind, subjectId } = row
  const state = await prisma.desiredState.findUniqueOrThrow({
    where: { subjectKind_subjectId: { subjectKind, subjectId } },
  })
  const audits = await prisma.auditRow.findMany({ where: { ledgerId: id }, orderBy: { id: 'asc' } })
  const text = JSON.stringify({ row, state, audits }, (name, value) =>
    value !== null && /(At|^at|^ms|^personal|^reason)$/.test(name) ? 'given' : value,
  )
  return text
    .replaceAll(id, 'the row')
    .replaceAll(subjectId, 'the subject')
    .replaceAll(row.userId ?? '', 'the person')
    .replaceAll(row.groupId ?? '', 'the group')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')
    .replaceAll(/\d{13}/g, 'a time')
}

test('an end in one round trip leaves what the long way leaves', async () => {
  const long = { ...world, env: { ...world.env, settledHooks: [...world.env.settledHooks, watchful] } }
  const until = Date.now() + HOUR
  const ends: string[][] = []
  for (const some of [world, long]) {
    const members = createMembers(some, lin)
    const { id, groupId, userId } = await members.member()
    const muted = await members.act('member.mute', id, { until })
    const lifted = await members.act('member.unmute', id)
    const seconds = mutedSeconds(until, Date.now())
    await world.env.openim.groups.muteMember(groupId, userId, seconds, { operationId: 'test' })
    const already = await members.act('member.mute', id, { until })
    ends.push(await Promise.all([muted, lifted, already].map((item) => leftBy(item.id))))
    expect([muted.state, lifted.state, already.state]).toEqual(['verified', 'verified', 'already_so'])
  }
  const [short, other] = ends
  expect(short).toEqual(other)
})

test('an end with another row behind it puts that one on what came of it', async () => {
  const { id } = await createMembers(world, lin).member()
  const until = Date.now() + HOUR
  const mute = await decide(world, lin, 'member.mute', id, { until })
  const role = await decide(world, lin, 'member.role', id, { role: 'admin' })
  const runner = startRunner(world.env)
  await outcomeOf(world, mute)
  expect((await outcomeOf(world, role)).state).toBe('verified')
  await runner.stop()
  const { desired } = await world.env.db.prisma.desiredState.findUniqueOrThrow({
    where: { subjectKind_subjectId: { subjectKind: 'member', subjectId: id } },
  })
  expect(desired).toMatchObject({ mutedUntil: until, role: 'admin' })
})
