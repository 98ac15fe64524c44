import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import type { StaffActor } from '@/server/auth/actor'
import { refreshGroup } from '@/server/features/groups/refresh'
import { decide, outcomeOf } from '@/server/testing/actions'
import { type ApprovalsWorld, approvalsWorld } from '@/server/testing/approvals'
import { workers } from '@/server/testing/batches'
import { say } from '@/server/testing/chat'
import type { World } from '@/server/testing/world'

let given: ApprovalsWorld
let world: World
let lin: StaffActor
let jonas: StaffActor
let work: ReturnType<typeof workers> | undefined
beforeAll(async () => {
  given = await approvalsWorld()
  ;({ world, lin, jonas } = given)
})
afterEach(async () => {
  await work?.close()
  work = undefined
})
afterAll(() => world?.close())

const protectGroup = (groupId: string) =>
  given.as(jonas).groups.setProtected({ groupId, protected: true, reason: 'the company group' })
/** A group that the index knows, so that it can be protected. */
async function metGroup() {
  const group = await world.group(3)
  await refreshGroup(world.env, group.groupId)
  return group
}
const run = async (ledgerId: string) => {
  work ??= workers(world)
  return await outcomeOf(world, ledgerId)
}

test('what was protected after an action was decided is left alone; the row, its page and the audit say why', async () => {
  const { groupId } = await metGroup()
  const ledgerId = await decide(world, lin, 'group.suspend', groupId)
  await protectGroup(groupId)
  const row = await run(ledgerId)
  expect(row).toMatchObject({ state: 'refused', sentAt: null, outcome: { code: 'protected' } })
  expect(world.sandbox.store.counters.of(groupId).mute).toBeUndefined()
  expect(await given.status(groupId)).toBe('normal')
  expect(
    await world.env.db.prisma.auditRow.findFirst({ where: { ledgerId, action: 'action.settled' } }),
  ).toMatchObject({ after: { state: 'refused', action: 'group.suspend', outcome: 'protected' } })
  expect((await given.as(lin).ledger.get({ id: ledgerId })).outcome?.code).toBe('protected')
})

test('owners act on it all the same', async () => {
  const { groupId } = await metGroup()
  const ledgerId = await decide(world, jonas, 'group.suspend', groupId)
  await protectGroup(groupId)
  expect((await run(ledgerId)).state).toBe('verified')
})

test('the role that counts is the one somebody has then', async () => {
  const { groupId } = await metGroup()
  const former = await world.staff('owner')
  const ledgerId = await decide(world, former, 'group.suspend', groupId)
  await protectGroup(groupId)
  await world.env.db.prisma.staff.update({ where: { id: former.id }, data: { role: 'moderator' } })
  expect(await run(ledgerId)).toMatchObject({ state: 'refused', outcome: { code: 'protected' } })
})

test('what an owner agreed to is carried out', async () => {
  const { groupId, ledgerId, approvalId } = await given.proposed()
  await world.env.db.prisma.groupExtension.update({ where: { groupId }, data: { protected: true } })
  await given.as(jonas).approvals.approve({ approvalId })
  expect((await run(ledgerId)).state).toBe('verified')
  expect(await given.status(groupId)).toBe('dismissed')
})

test('a message of somebody who is protected since stays', async () => {
  const { groupId, userIds } = await world.group(3)
  const [, sender = ''] = userIds
  const message = await say(world, sender, { groupId }, 'hello')
  const ledgerId = await decide(world, lin, 'message.revoke', messageId(message))
  await given.as(jonas).people.setProtected({ userId: sender, protected: true, reason: 'our own team' })
  expect(await run(ledgerId)).toMatchObject({ state: 'refused', outcome: { code: 'protected' } })
})
