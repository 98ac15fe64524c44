import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { exportTransparency } from '@/server/features/transparency/export'
import { announce } from '@/server/live/announce'
import { createHub } from '@/server/live/hub'
import { startLiveListener } from '@/server/live/listener'
import { placeCases } from '@/server/live/place-cases'
import { createLiveRouter } from '@/server/live/router'
import { needNobodyElse, outcomeOf } from '@/server/testing/actions'
import { decideAs } from '@/server/testing/cases'
import { reportedMessage } from '@/server/testing/evidence'
import { testWorld, type World } from '@/server/testing/world'
import { createCallerFactory } from '@/server/trpc/init'
import { createCaller } from '@/server/trpc/root'
import { claimCase } from './claim'

/** What somebody who is no member learns of a case in a restricted queue: nothing, wherever they look. */

let world: World
let owner: StaffActor
/** Works on cases in every queue but the restricted one. */
let stranger: StaffActor
let insider: StaffActor
let one: Awaited<ReturnType<typeof reportedMessage>>
let number = 0
let ledgerId = ''
let approvalId = ''
let reviewNumber = 0

const prisma = () => world.env.db.prisma
const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })
const day = (inDays: number) => new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10)
const period = { from: day(-30), to: day(1), timeZone: 'UTC' }

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 3_000 })
  owner = await world.staff('owner')
  stranger = await world.staff('admin')
  insider = await world.staff('admin')
  await needNobodyElse(world, owner)
  await prisma().queueMember.create({ data: { queueId: 'emergency', staffId: insider.id } })
  one = await reportedMessage(world, 'a threat', { reason: 'threat' })
  await prisma().case.update({ where: { id: one.caseId }, data: { queueId: 'emergency' } })
  ;({ number } = await prisma().case.findUniqueOrThrow({ where: { id: one.caseId } }))
  const { epoch } = await claimCase(world.env.db, { actor: owner, requestId: 'test' }, one.caseId)
  const until = Date.now() + 86_400_000
  const mute = { action: 'member.mute', subjectId: `${one.groupId}/${one.admin}`, plannedVersion: 0 } as const
  const decided = { caseId: one.caseId, epoch, reason: 'the secret reason' }
  const done = await decideAs(world, owner, { ...decided, actions: [{ ...mute, input: { until } }] })
  ledgerId = done.ledgerIds[0] ?? ''
  const runner = startRunner(world.env, { everyMs: 50 })
  await outcomeOf(world, ledgerId)
  await runner.stop()
  const approval = {
    ledgerId,
    rule: 'items',
    requestedById: owner.id,
    expiresAt: new Date(Date.now() + 60_000),
  }
  ;({ id: approvalId } = await prisma().approval.create({ data: approval }))
  const emergency = { subject: { kind: 'approval', id: approvalId }, ledgerId } as const
  const about = { actor: owner, requestId: 'test', action: 'approval.emergency', ...emergency } as const
  await prisma().$transaction((tx) =>
    appendAudit(tx, { ...about, personal: { reason: 'the secret reason' } }),
  )
  const appeal = await as(owner).appeals.file({ caseNumber: number, userId: one.admin, text: 'unfair' })
  reviewNumber = appeal.number
})
afterAll(() => world.close())

/** What somebody reads in each place that reads cases or reports; an error is what it is called. */
const PLACES: Record<string, (actor: StaffActor) => Promise<unknown>> = {
  'the list of closed cases': (a) => as(a).cases.list({ state: 'closed', limit: 50 }),
  'the list of open cases': (a) => as(a).cases.list({ state: 'open', limit: 50 }),
  'the counts of the queues': (a) => as(a).cases.counts(),
  'the case': (a) => as(a).cases.get({ number }),
  'its appeal': (a) => as(a).cases.get({ number: reviewNumber }),
  'its evidence': (a) => as(a).evidence.part({ subjectId: one.subjectId }),
  'a later look': (a) => as(a).evidence.lookAgain({ subjectId: one.subjectId }),
  'the accused now': (a) => as(a).evidence.accusedNow({ caseId: one.caseId }),
  'its notes': (a) => as(a).cases.notes({ caseId: one.caseId }),
  'its notices': (a) => as(a).notices.ofCase({ caseId: one.caseId }),
  'who looks at it': (a) => as(a).cases.lookers({ caseId: one.caseId }),
  'an appeal against it': (a) =>
    as(a).appeals.file({ caseNumber: number, userId: one.reporter, text: 'let me see' }),
  'opening it again': (a) => as(a).cases.reopen({ caseId: one.caseId, reason: 'let me see' }),
  'holding it': (a) => as(a).cases.hold({ caseId: one.caseId, hold: true, reason: 'let me see' }),
  'the group': (a) => as(a).groups.get({ groupId: one.groupId }),
  'who was reported in the group': (a) => as(a).groups.mostReported({ groupId: one.groupId }),
  'members of the group': (a) => as(a).groups.members({ groupId: one.groupId, limit: 50 }),
  'the list of groups': (a) => as(a).groups.list({ q: one.groupId, limit: 10 }),
  'groups with open cases': (a) => as(a).groups.list({ openCase: true, limit: 50 }),
  'the person': (a) => as(a).people.get({ userId: one.admin }),
  'the reporter': (a) => as(a).people.get({ userId: one.reporter }),
  'people with open cases': (a) => as(a).people.list({ openCase: true, limit: 50 }),
  'the ledger': (a) => as(a).ledger.list({ limit: 50 }),
  'the action': (a) => as(a).ledger.get({ id: ledgerId }),
  'the audit': (a) => as(a).audit.list({ limit: 100 }),
  'requests for approval': (a) => as(a).approvals.list({ which: 'waiting', limit: 50 }),
  'a request': (a) => as(a).approvals.get({ approvalId }),
  'agreeing to a request': (a) => as(a).approvals.approve({ approvalId, note: '' }),
  'how much waits for an answer': (a) => as(a).approvals.counts(),
  'what a dismissal deletes first': (a) => as(a).actions.reportedMessages({ groupId: one.groupId }),
  'the settings of queues': (a) => as(a).desk.queues(),
  'the settings of reasons': (a) => as(a).desk.reasons(),
  insights: (a) => as(a).insights.get(period),
  'rates of second looks': (a) => as(a).appeals.rates({ from: 0, to: Date.now() + 1_000 }),
  'the transparency report': (a) => as(a).transparency.get(period),
  'the transparency report as a table': (a) => exportTransparency(world.env.db, { tz: 'UTC' }, a).next(),
  'what can be taken back': (a) => as(a).cases.undoable(),
  'the inbox': (a) => as(a).inbox.list({ limit: 50 }),
}

/** What somebody reads, as text; a refusal is what it is called. */
const read = async (place: string, actor: StaffActor) =>
  JSON.stringify(await PLACES[place]?.(actor).catch((error: unknown) => ({ refused: String(error) })))

test.each(Object.keys(PLACES))('%s names it to nobody else', async (place) => {
  const told = await read(place, stranger)
  if (told?.startsWith('{"refused"')) expect(told).toMatch(/not_found|forbidden/)
  for (const secret of [one.caseId, one.subjectId, 'the secret reason', `"caseNumber":${number}`])
    expect(told).not.toContain(secret)
  expect(told).not.toContain(`"number":${number},`)
})

test('those who may see it find it in these places', async () => {
  for (const actor of [insider, owner]) {
    expect(await read('the list of closed cases', actor)).toContain(one.caseId)
    expect(await read('the group', actor)).toContain(`"caseNumber":${number}`)
    expect(await read('the audit', actor)).toContain(`"caseNumber":${number}`)
    expect(await read('the action', actor)).toContain('the secret reason')
    expect(await read('requests for approval', actor)).toContain(approvalId)
  }
})

test('numbers do not tell of it either', async () => {
  const { openCases } = await prisma().groupIndex.findUniqueOrThrow({ where: { groupId: one.groupId } })
  expect(openCases).toBe(0)
  expect(await as(stranger).groups.mostReported({ groupId: one.groupId })).toEqual([])
  const { items } = await as(stranger).groups.members({ groupId: one.groupId, limit: 50 })
  expect(items.map(({ reports }) => reports)).toEqual([0, 0, 0, 0])
  expect((await as(stranger).people.get({ userId: one.admin })).standing).toBe('good')
  const sums = async (actor: StaffActor) => {
    const queues = await as(actor).desk.queues()
    const reasons = await as(actor).desk.reasons()
    const { partial, sections } = await as(actor).transparency.get(period)
    const total = (name: string) => sections.find((section) => section.name === name)?.totals
    return {
      open: [queues, reasons].map((rows) => rows.reduce((n, { openCases: of }) => n + of, 0)),
      cases: total('cases')?.opened,
      reports: total('reports')?.received,
      appeals: total('appeals')?.received,
      waiting: (await as(actor).approvals.counts()).answerable,
      partial,
    }
  }
  expect(await sums(stranger)).toEqual({
    ...{ open: [0, 0], cases: 0, reports: 0, appeals: 0, waiting: 0, partial: true },
  })
  const seen = { open: [1, 1], cases: 1, reports: 1, appeals: 1, partial: false }
  expect(await sums(insider)).toEqual({ ...seen, waiting: 1 })
  // Their own request.
  expect(await sums(owner)).toEqual({ ...seen, waiting: 0 })
})

test('a case that went into it, and one that comes to be restricted, are withdrawn with all that was counted', async () => {
  const { groupId, caseId } = await reportedMessage(world, 'went into it')
  const openIn = async () => (await prisma().groupIndex.findUniqueOrThrow({ where: { groupId } })).openCases
  expect(await openIn()).toBe(1)
  const into = await reportedMessage(world, 'takes it in')
  await prisma().case.update({
    where: { id: caseId },
    data: { state: 'closed', outcome: 'merged', closedAt: new Date(), mergedIntoId: into.caseId },
  })
  const at = async () => (await prisma().case.findUniqueOrThrow({ where: { id: caseId } })).queueId
  const before = await at()
  await prisma().case.update({ where: { id: into.caseId }, data: { queueId: 'emergency' } })
  expect([before === 'emergency', await at()]).toEqual([false, 'emergency'])
  const { openCases } = await prisma().groupIndex.findUniqueOrThrow({ where: { groupId: into.groupId } })
  expect(openCases).toBe(0)
})

test('live updates of it reach those who may see it', async () => {
  const hub = createHub((events) => placeCases(prisma(), events))
  let connected = () => {}
  const isConnected = new Promise<void>((resolve) => {
    connected = resolve
  })
  const url = world.database.url
  const listener = startLiveListener({ url, onEvent: hub.publish, onConnect: connected, onLost: () => {} })
  await isConnected
  const stop = new AbortController()
  const caller = createCallerFactory(createLiveRouter(() => hub))
  const heard = async (actor: StaffActor) => {
    const stream = await caller(
      { actor, requestId: 'test', env: world.env },
      { signal: stop.signal },
    ).events()
    const ids: string[] = []
    for await (const { topic, id } of stream) {
      if (topic === 'case') ids.push(id)
      if (id === 'the end') break
    }
    return ids
  }
  const all = Promise.all([heard(stranger), heard(insider), heard(owner)])
  const { caseId } = await reportedMessage(world, 'nothing secret')
  await prisma().case.update({ where: { id: one.caseId }, data: { lastReportAt: new Date() } })
  await prisma().$transaction((tx) => announce(tx, 'presence', one.caseId))
  await new Promise((resolve) => setTimeout(resolve, 100))
  await prisma().$transaction((tx) => announce(tx, 'case', 'the end'))
  const [outside, ...inside] = await all
  stop.abort()
  await listener.stop()
  expect(outside).toContain(caseId)
  expect(outside).not.toContain(one.caseId)
  for (const ids of inside) expect(ids).toEqual(expect.arrayContaining([caseId, one.caseId]))
})
