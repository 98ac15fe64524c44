import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { claimCase } from '@/server/features/cases/claim'
import { listUndoable } from '@/server/features/cases/take-back'
import { by } from '@/server/features/cases/work/test-work'
import { followUp } from '@/server/features/notices/follow-up'
import { needNobodyElse, outcomeOf } from '@/server/testing/actions'
import { leadSubject, openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { decideTogether } from './decide'
import { planTogether } from './plan'
import { type CommonAction, decideTogetherInput } from './schema'
import { takeBackTogether } from './take-back'

let world: World
let ada: StaffActor
let lin: StaffActor

beforeAll(async () => {
  world = await testWorld({ undoMs: 2_000 })
  ;[ada, lin] = [await world.staff('admin'), await world.staff('moderator')]
  await needNobodyElse(world, await world.staff('owner'))
})
afterAll(() => world.close())

const SUSPEND: CommonAction[] = [{ action: 'group.suspend', input: {} }]

/** Open cases, each about a group of its own. */
async function cases(n: number): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < n; at += 1) {
    const { groupId } = await world.group(3)
    ids.push((await openCase(world, { groupId })).id)
  }
  return ids
}

async function planned(caseIds: readonly string[], actions: CommonAction[] = SUSPEND, actor = ada) {
  const plan = await planTogether(world.env, by(actor), { caseIds, actions })
  const input = decideTogetherInput.parse({
    cases: plan.cases.map(({ caseId, epoch, planHash }) => ({ caseId, epoch, planHash })),
    actions,
    reason: 'All of them sell the same thing.',
    notify: { reporter: true, person: actions.length > 0 },
  })
  return { plan, input }
}
const rowsOf = (ids: readonly string[]) =>
  world.env.db.prisma.case.findMany({
    where: { id: { in: [...ids] } },
    include: { decisions: true, ledger: true },
  })
const refused = (results: readonly { caseId: string; left: { reason: string } | null }[]) =>
  Object.fromEntries(results.flatMap(({ caseId, left }) => (left ? [[caseId, left.reason]] : [])))

test('one decision suspends the groups of several cases, and each is a decision of its own', async () => {
  const ids = await cases(3)
  const { plan, input } = await planned(ids)
  expect(plan).toMatchObject({ groups: 3, people: 9, reports: 3, members: 0, approval: null })
  expect(plan.examples).toMatchObject([{ action: 'group.suspend' }])

  const { togetherId, results } = await decideTogether(world.env, by(ada), input)
  expect(refused(results)).toEqual({})
  const rows = await rowsOf(ids)
  expect(rows.map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(Array(3).fill('decided acted'))
  const decisions = rows.flatMap((row) => row.decisions)
  expect(decisions).toHaveLength(3)
  expect(decisions.every((one) => one.togetherId === togetherId && one.notifyReporter)).toBe(true)
  const audits = await world.env.db.prisma.auditRow.count({
    where: { caseId: { in: ids }, action: 'case.acted' },
  })
  expect(audits).toBe(3)
  const mine = await listUndoable(world.env.db, ada.id)
  expect(mine.filter((one) => one.togetherId === togetherId)).toHaveLength(3)

  const undone = await takeBackTogether(world.env, by(ada), togetherId)
  expect(refused(undone)).toEqual({})
  for (const row of await rowsOf(ids)) {
    expect(row).toMatchObject({ state: 'open', outcome: null, claimedById: ada.id })
    expect(row.ledger.map(({ state }) => state)).toEqual(['cancelled'])
  }
  // It is nobody else's, and there is nothing left of it.
  expect(await takeBackTogether(world.env, by(lin), togetherId)).toEqual([])
  expect(await takeBackTogether(world.env, by(ada), togetherId)).toEqual([])
})

test('what somebody else holds or changed is told and left as it is, and the others are decided', async () => {
  const [held = '', changed = '', free = '', decided = ''] = await cases(4)
  const { input } = await planned([held, changed, free, decided])
  await claimCase(world.env.db, by(lin), held)
  // Claimed and given back: the case is free, but not as it was seen.
  const { epoch } = await claimCase(world.env.db, by(lin), changed)
  await world.env.db.prisma.case.update({
    where: { id: changed },
    data: { claimedById: null, claimExpiresAt: null, epoch },
  })
  const other = await planned([decided], [], lin)
  await decideTogether(world.env, by(lin), other.input)

  const { results } = await decideTogether(world.env, by(ada), input)
  expect(refused(results)).toEqual({
    [held]: 'claim_held',
    [changed]: 'case_changed',
    [decided]: 'case_not_open',
  })
  expect(results.find(({ caseId }) => caseId === held)?.left?.facts).toMatchObject({ name: lin.name })
  const rows = new Map((await rowsOf([held, changed, free, decided])).map((row) => [row.id, row]))
  expect(rows.get(held)).toMatchObject({ state: 'open', claimedById: lin.id })
  expect(rows.get(changed)).toMatchObject({ state: 'open', claimedById: null })
  expect(rows.get(decided)).toMatchObject({ state: 'closed', outcome: 'dismissed' })
  expect(rows.get(free)).toMatchObject({ state: 'decided', outcome: 'acted' })
  const drafts = await world.env.db.prisma.draftNote.findMany({ where: { staffId: ada.id } })
  expect(new Set(drafts.map(({ caseId }) => caseId))).toEqual(new Set([held, changed, decided]))
})

test('an obstacle leaves its case out before anything is claimed, and is named', async () => {
  const [gone = '', fine = ''] = await cases(2)
  const lead = await leadSubject(world, gone)
  await world.env.openim.groups.dismiss(lead.key, { operationId: 'test' })
  const { plan, input } = await planned([gone, fine])
  expect(plan.cases.map(({ left }) => left?.reason ?? null)).toEqual(['obstacle', null])
  expect(plan.groups).toBe(1)
  const { results } = await decideTogether(world.env, by(ada), input)
  expect(refused(results)).toEqual({ [gone]: 'obstacle' })
  expect((await rowsOf([gone]))[0]).toMatchObject({ state: 'open', claimedById: null })
})

test('no violation for several tells the reporters of each', async () => {
  const ids = await cases(2)
  for (const [at, caseId] of ids.entries()) {
    const { id: subjectId } = await leadSubject(world, caseId)
    await world.env.db.prisma.report.create({
      data: {
        number: `R${caseId.slice(-8)}`,
        caseId,
        subjectId,
        reporterId: `reporter-${at}`,
        reason: 'spam',
      },
    })
  }
  const { input } = await planned(ids, [])
  const { results } = await decideTogether(world.env, by(lin), input)
  expect(refused(results)).toEqual({})
  for (const row of await rowsOf(ids)) {
    expect(row).toMatchObject({ state: 'closed', outcome: 'dismissed' })
    await followUp(world.env.db, row.decisions[0]?.id ?? '')
  }
  const notices = await world.env.db.prisma.notice.findMany({ where: { caseId: { in: ids } } })
  expect(notices.map(({ userId, kind }) => `${userId} ${kind}`).toSorted()).toEqual([
    'reporter-0 outcome',
    'reporter-1 outcome',
  ])
})

test('of two who decide the same cases at once, each case is decided by exactly one', async () => {
  const ids = await cases(6)
  const both = await Promise.all([planned(ids, SUSPEND, ada), planned(ids, SUSPEND, lin)])
  const [first, second] = await Promise.all([
    decideTogether(world.env, by(ada), both[0].input),
    decideTogether(world.env, by(lin), both[1].input),
  ])
  const won = [first, second].map(({ results }) => results.filter(({ left }) => left === null).length)
  expect((won[0] ?? 0) + (won[1] ?? 0)).toBe(6)
  for (const row of await rowsOf(ids)) {
    expect(row.state).toBe('decided')
    expect(row.decisions).toHaveLength(1)
    expect(row.ledger).toHaveLength(1)
  }
  const runner = startRunner(world.env, { everyMs: 50 })
  const [row] = (await rowsOf(ids)).flatMap(({ ledger }) => ledger)
  expect((await outcomeOf(world, row?.id ?? '')).state).toBe('verified')
  await runner.stop()
})
