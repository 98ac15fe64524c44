import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { writeSetting } from '@/server/settings'
import { createInvites } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'
import { remindLeaders } from './remind'
import { catchUpReminders, sendReminder } from './send'

const ACCOUNT = 'steward_notices'

let world: World
let by: { actor: StaffActor; requestId: string }
let invites: ReturnType<typeof createInvites>
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  by = { actor: await world.staff('support'), requestId: 'test' }
  invites = createInvites(world)
})
afterAll(() => world.close())

async function setAccount() {
  await world.env.openim.notificationAccounts.add(
    { id: ACCOUNT, nickname: 'Moderation' },
    { operationId: 'test' },
  )
  const owner = { actor: await world.staff('owner'), requestId: 'test' }
  const value = { ...AFTER_DECISION.initial, accountId: ACCOUNT }
  await world.env.db.prisma.$transaction((tx) =>
    writeSetting(tx, owner, AFTER_DECISION, { value, version: 0 }),
  )
}

/** Somebody who applied by a link and waits. */
async function waiting() {
  const { groupId, userIds } = await world.group(3)
  const link = await invites.link({ groupId, mode: 'apply' })
  const at = new Date()
  const redemption = await world.env.db.prisma.redemption.create({
    data: {
      inviteId: link.id,
      groupId,
      userId: 'ann',
      state: 'applied',
      oncePerPerson: true,
      counted: false,
      settledAt: at,
    },
  })
  return { link, groupId, owner: userIds[0] ?? '', redemption }
}

const received = (userId: string) =>
  world.sandbox.store.streams.maxSeq(`sn_${[ACCOUNT, userId].sort().join('_')}`)
const remindersOf = (groupId: string) => world.env.db.prisma.inviteReminder.findMany({ where: { groupId } })

test("those who lead a group are reminded once a day, and told nobody's name", async () => {
  const { link, groupId, owner, redemption } = await waiting()
  const remind = () => remindLeaders(world.env, by, redemption.id)
  await expect(remind()).rejects.toMatchObject({ reason: 'reminder_no_account' })
  await setAccount()
  const both = await Promise.allSettled([remind(), remind()])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await expect(remind()).rejects.toMatchObject({ reason: 'reminded_today' })
  const [reminder] = await remindersOf(groupId)
  expect(reminder).toMatchObject({ userId: owner, state: 'due' })
  const id = reminder?.id ?? ''
  await Promise.all([sendReminder(world.env, id), sendReminder(world.env, id)])
  await sendReminder(world.env, id)
  expect(await remindersOf(groupId)).toMatchObject([{ state: 'sent', sentAt: expect.any(Date) }])
  await expect.poll(() => received(owner)).toBe(1)
  const audits = await world.env.db.prisma.auditRow.findMany({ where: { subjectId: link.id } })
  expect(audits).toMatchObject([{ action: 'invite.reminded', after: { groupId, people: 1 } }])
  await catchUpReminders(world.env.db)
})

test('whoever has come is no reason to remind anybody', async () => {
  const { redemption, groupId, owner } = await waiting()
  await remindLeaders(world.env, by, redemption.id)
  await world.env.db.prisma.redemption.update({ where: { id: redemption.id }, data: { state: 'joined' } })
  for (const { id } of await remindersOf(groupId)) await sendReminder(world.env, id)
  expect(await remindersOf(groupId)).toMatchObject([{ state: 'failed' }])
  expect(received(owner)).toBe(0)
  await expect(remindLeaders(world.env, by, redemption.id)).rejects.toMatchObject({ reason: 'not_waiting' })
})
