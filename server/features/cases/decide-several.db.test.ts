import { afterAll, beforeAll, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { startRunner } from '@/server/actions/runner'
import { cancelAction } from '@/server/actions/settle'
import type { StaffActor } from '@/server/auth/actor'
import { needNobodyElse, outcomeOf } from '@/server/testing/actions'
import { decideAs, openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { claimCase } from './claim'
import { getCase } from './get'
import type { DecideInput } from './schema'
import { listUndoable, takeBack } from './take-back'

let world: World
let ada: StaffActor

beforeAll(async () => {
  world = await testWorld({ undoMs: 300 })
  ada = await world.staff('admin')
  await needNobodyElse(world, await world.staff('owner'))
})
afterAll(() => world.close())

type Wanted = DecideInput['actions'][number]
const action = (name: Wanted['action'], subjectId: string, more: Partial<Wanted> = {}): Wanted => ({
  action: name,
  subjectId,
  input: {},
  plannedVersion: 0,
  ...more,
})

/** A case that ada holds, about a group and one of its members. */
async function heldCase() {
  const { groupId, userIds } = await world.group(3)
  const userId = userIds[2] ?? ''
  const opened = await openCase(world, { groupId })
  await world.env.db.prisma.caseSubject.create({
    data: { caseId: opened.id, kind: 'user', key: userId, groupId, userId, name: 'Somebody' },
  })
  const { epoch } = await claimCase(world.env.db, { actor: ada, requestId: 'test' }, opened.id)
  const member = memberKey(groupId, userId)
  return { id: opened.id, number: opened.number, groupId, userId, member, epoch }
}
const caseRow = (id: string) => world.env.db.prisma.case.findUniqueOrThrow({ where: { id } })
const look = (number: number) => getCase(world.env.db, { actor: ada, requestId: 'test' }, number)
const until = () => Date.now() + 86_400_000

test('closes when all its actions hold, and not before', async () => {
  const { id, number, groupId, member, epoch } = await heldCase()
  const actions = [
    action('group.suspend', groupId),
    action('member.mute', member, { input: { until: until() } }),
  ]
  const { ledgerIds } = await decideAs(world, ada, { caseId: id, epoch, actions })
  expect(ledgerIds).toHaveLength(2)
  const rows = await world.env.db.prisma.ledgerRow.findMany({
    where: { caseId: id },
    orderBy: { action: 'asc' },
  })
  expect(rows.map((row) => row.action)).toEqual(['group.suspend', 'member.mute'])
  expect(new Set(rows.map((row) => row.decisionId)).size).toBe(1)
  const runner = startRunner(world.env, { everyMs: 50 })
  await Promise.all(ledgerIds.map((ledgerId) => outcomeOf(world, ledgerId)))
  await runner.stop()
  expect(await look(number)).toMatchObject({ state: 'closed', outcome: 'acted' })
})

test('one that is taken back opens the case again, and the other goes on', async () => {
  const { id, groupId, member, epoch } = await heldCase()
  const actions = [
    action('group.suspend', groupId),
    action('member.mute', member, { input: { until: until() } }),
  ]
  const { ledgerIds } = await decideAs(world, ada, { caseId: id, epoch, actions })
  const [suspension = '', mute = ''] = ledgerIds
  await world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, suspension, ada, 'test'))
  expect(await caseRow(id)).toMatchObject({
    state: 'open',
    outcome: null,
    claimedById: ada.id,
    epoch: epoch + 2,
  })
  const runner = startRunner(world.env, { everyMs: 50 })
  expect((await outcomeOf(world, mute)).state).toBe('verified')
  await runner.stop()
  expect(await caseRow(id)).toMatchObject({ state: 'open', epoch: epoch + 2 })
})

test('two actions on one subject follow each other', async () => {
  const { id, number, groupId, epoch } = await heldCase()
  const actions = [
    action('group.suspend', groupId),
    action('group.edit', groupId, { input: { name: 'Renamed by us' } }),
  ]
  const { ledgerIds } = await decideAs(world, ada, { caseId: id, epoch, actions })
  const runner = startRunner(world.env, { everyMs: 50 })
  for (const ledgerId of ledgerIds) expect((await outcomeOf(world, ledgerId)).state).toBe('verified')
  await runner.stop()
  expect(await look(number)).toMatchObject({ state: 'closed' })
})

test('all or nothing is written', async () => {
  const { id, groupId, member, epoch } = await heldCase()
  const actions = [
    action('group.suspend', groupId),
    action('member.mute', member, { input: { until: until() }, plannedVersion: 9 }),
  ]
  await expect(decideAs(world, ada, { caseId: id, epoch, actions })).rejects.toMatchObject({
    reason: 'subject_changed',
  })
  expect(await caseRow(id)).toMatchObject({ state: 'open', epoch })
  expect(await world.env.db.prisma.ledgerRow.count({ where: { caseId: id } })).toBe(0)
})

test.each([
  ['a group that the case is not about', 'group.suspend', 'another', 'case_has_no_group'],
  ['a message where there is none', 'message.revoke', 'sg_1#4', 'case_has_no_such_subject'],
] as const)('%s is refused by its field', async (_what, name, subjectId, reason) => {
  const { id, epoch } = await heldCase()
  const decided = decideAs(world, ada, { caseId: id, epoch, actions: [action(name, subjectId)] })
  await expect(decided).rejects.toMatchObject({ code: 'invalid', reason, field: 'actions.0.subjectId' })
})

test('the same action twice is refused', async () => {
  const { id, groupId, epoch } = await heldCase()
  const twice = [action('group.suspend', groupId), action('group.suspend', groupId)]
  await expect(decideAs(world, ada, { caseId: id, epoch, actions: twice })).rejects.toMatchObject({
    reason: 'action_twice',
    field: 'actions.1.action',
  })
})

test('freezes the policy as it was read, and refuses one that changed meanwhile', async () => {
  const { prisma } = world.env.db
  const { id, epoch } = await heldCase()
  const outdated = decideAs(world, ada, { caseId: id, epoch, policy: { id: 'spam', version: 7 } })
  await expect(outdated).rejects.toMatchObject({ reason: 'policy_changed', facts: { version: 1 } })
  await decideAs(world, ada, { caseId: id, epoch, policy: { id: 'spam', version: 1 } })
  const current = await prisma.policyVersion.findFirstOrThrow({ where: { policyId: 'spam', version: 1 } })
  const decision = await prisma.decision.findFirstOrThrow({ where: { caseId: id } })
  expect(decision).toMatchObject({ policyVersionId: current.id, policyHash: current.hash })
  const rewritten = prisma.decision.update({
    where: { id: decision.id },
    data: { policyHash: 'f'.repeat(64) },
  })
  await expect(rewritten).rejects.toThrow('is a record')
})

test('is on the list of what its decider can take back, by name, until it is', async () => {
  const { id, number, groupId, member, epoch } = await heldCase()
  const actions = [
    action('group.suspend', groupId),
    action('member.mute', member, { input: { until: until() } }),
  ]
  await decideAs(world, ada, { caseId: id, epoch, actions })
  const mine = async () => (await listUndoable(world.env.db, ada.id)).find((one) => one.number === number)
  const listed = await mine()
  expect(listed?.actions.map((one) => one.action).sort()).toEqual(['group.suspend', 'member.mute'])
  const by = (actor: StaffActor) => ({ actor, requestId: 'test' })
  const another = takeBack(world.env, by(await world.staff()), listed?.decisionId ?? '')
  await expect(another).rejects.toMatchObject({ code: 'not_found' })
  await takeBack(world.env, by(ada), listed?.decisionId ?? '')
  expect(await mine()).toBeUndefined()
  expect(await caseRow(id)).toMatchObject({ state: 'open', claimedById: ada.id })
  const rows = await world.env.db.prisma.ledgerRow.findMany({ where: { caseId: id } })
  expect(rows.map((row) => row.state)).toEqual(['cancelled', 'cancelled'])
  const late = takeBack(world.env, by(ada), listed?.decisionId ?? '')
  await expect(late).rejects.toMatchObject({ reason: 'too_late_to_cancel' })
})

test('no violation can be taken back for a few minutes', async () => {
  const { id, number, epoch } = await heldCase()
  await decideAs(world, ada, { caseId: id, epoch })
  const [listed] = await listUndoable(world.env.db, ada.id)
  expect(listed).toMatchObject({ number, outcome: 'dismissed', actions: [] })
  await takeBack(world.env, { actor: ada, requestId: 'test' }, listed?.decisionId ?? '')
  expect(await caseRow(id)).toMatchObject({ state: 'open', epoch: epoch + 2 })
})
