import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { startRunner } from '@/server/actions/runner'
import type { ActionName } from '@/server/actions/schema'
import { cancelAction } from '@/server/actions/settle'
import { submitAction } from '@/server/actions/submit'
import type { StaffActor } from '@/server/auth/actor'
import { refreshGroup } from '@/server/features/groups/refresh'
import { outcomeOf } from '@/server/testing/actions'
import { createMembers, type Members } from '@/server/testing/members'
import { testWorld, type World } from '@/server/testing/world'

/** What holds for every action on a member: the group's own fate, OpenIM away, roles, protection and the index. */
let world: World
let lin: StaffActor
let members: Members

beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff('admin')
  members = createMembers(world, lin)
})
afterAll(() => world.close())

const until = Date.now() + 3_600_000

test('nothing is done to members while we dismiss or restore the group', async () => {
  const one = await members.member()
  const ledgerId = await members.decide('group.dismiss', one.groupId)
  const asked = [
    ['member.mute', { until }],
    ['member.unmute', {}],
    ['member.kick', {}],
    ['member.add', {}],
    ['member.role', { role: 'admin' }],
    ['member.accept', {}],
    ['member.refuse', {}],
  ] as const
  for (const [action, input] of asked)
    expect((await members.obstacles(action, one.id, input))[0], action).toBe('group_busy')
  await world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, ledgerId, lin, 'test'))
  expect(await members.obstacles('member.mute', one.id, { until })).toEqual([])
})

test('a dismissal begun meanwhile comes first', async () => {
  const one = await members.member()
  const begin = () => members.decide('group.dismiss', one.groupId)
  const item = await members.overtaken('member.kick', one.id, {}, begin)
  expect(item).toMatchObject({ state: 'refused', outcome: { code: 'group_busy' } })
})

test('while OpenIM is away it is planned from what is known, and carried out when it is back', async () => {
  const one = await members.member()
  const owner = await members.member(3, 0)
  await refreshGroup(world.env, one.groupId)
  await refreshGroup(world.env, owner.groupId)
  world.sandbox.setDown(true)
  expect(await members.plan('member.kick', owner.id)).toMatchObject({
    live: false,
    obstacles: [{ key: 'owner_transfer_first' }],
  })
  const ledgerId = await members.decide('member.kick', one.id)
  const unknown = members.plan('member.kick', memberKey('never-read', 'somebody'))
  await expect(unknown).rejects.toMatchObject({ code: 'unavailable', reason: 'openim_away' })
  world.sandbox.setDown(false)
  const runner = startRunner(world.env, { everyMs: 100 })
  expect((await outcomeOf(world, ledgerId, 60_000)).state).toBe('verified')
  await runner.stop()
  expect(await members.now(one)).toBeUndefined()
})

test('a moderator removes people, and neither adds them nor gives roles', async () => {
  const one = await members.member()
  const actor = await world.staff('moderator')
  const submit = (action: ActionName, input: unknown) =>
    submitAction(
      { env: world.env, actor, requestId: 'test' },
      { action, subjectId: one.id, input, plannedVersion: 0, reason: 'because' },
    )
  await expect(submit('member.role', { role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(submit('member.add', {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(submit('member.kick', {})).resolves.toMatchObject({ ledgerId: expect.any(String) })
})

describe('protection', () => {
  test('of the person', async () => {
    const one = await members.member()
    expect(await members.plan('member.kick', one.id)).toMatchObject({ isProtected: false })
    await world.env.db.prisma
      .$executeRaw`INSERT INTO person_extension (user_id, protected) VALUES (${one.userId}, true)`
    expect(await members.plan('member.kick', one.id)).toMatchObject({ isProtected: true })
  })

  test('of the group', async () => {
    const one = await members.member()
    await world.env.db.prisma
      .$executeRaw`INSERT INTO group_extension (group_id, protected) VALUES (${one.groupId}, true)`
    expect(await members.plan('member.kick', one.id)).toMatchObject({ isProtected: true })
  })
})

test('the index reads the group again after its people changed, not after a mute', async () => {
  const one = await members.member()
  const client = new Client({ connectionString: world.database.url })
  await client.connect()
  const waiting = async () =>
    (await client.query('SELECT 1 FROM graphile_worker.jobs WHERE key = $1', [`group:${one.groupId}`]))
      .rowCount
  await members.act('member.mute', one.id, { until })
  expect(await waiting()).toBe(0)
  await members.act('member.kick', one.id)
  expect(await waiting()).toBe(1)
  await client.end()
})
