import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import type { StaffActor } from '@/server/auth/actor'
import { claimCase } from '@/server/features/cases/claim'
import { getCase } from '@/server/features/cases/get'
import { reopenCase } from '@/server/features/cases/reopen'
import { openCase } from '@/server/testing/cases'
import { say } from '@/server/testing/chat'
import { testWorld, type World } from '@/server/testing/world'
import { linkSubject } from './link'
import { mergeCases, proposeMerges } from './merge'
import { addNote, listNotes } from './notes'
import { splitCase } from './split'
import { by, refusalOf } from './test-work'

let world: World
let ada: StaffActor
let ben: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff()
  ben = await world.staff()
})
afterAll(() => world.close())

const db = () => world.env.db
const prisma = () => world.env.db.prisma
const row = (id: string) => prisma().case.findUniqueOrThrow({ where: { id } })
const hold = async (caseId: string) => ({ caseId, epoch: (await claimCase(db(), by(ada), caseId)).epoch })
const because = 'They belong together.'

/** A case with reports by these people about its one subject. */
async function reported(reporters: readonly string[], reason = 'spam') {
  const made = await openCase(world, { reason, reportsCount: new Set(reporters).size })
  const subject = await prisma().caseSubject.findFirstOrThrow({ where: { caseId: made.id } })
  await prisma().evidence.create({ data: { caseId: made.id, subjectId: subject.id } })
  for (const reporterId of new Set(reporters))
    await prisma().report.create({
      data: { number: randomUUID(), caseId: made.id, subjectId: subject.id, reporterId, reason },
    })
  return { ...made, subjectId: subject.id }
}

describe('merging', () => {
  test('moves everything, keeps the gravest and counts each reporter once', async () => {
    const into = await reported(['u1', 'u2'])
    const other = await reported(['u2', 'u3'], 'threat')
    await prisma().case.update({
      where: { id: other.id },
      data: { urgency: 1, severity: 3, legalHold: true },
    })
    await addNote(db(), by(ben), { caseId: other.id, text: 'Seen before.', lost: false })
    await mergeCases(db(), by(ada), { ...(await hold(into.id)), caseIds: [other.id], reason: because })
    expect(await row(into.id)).toMatchObject({
      reportsCount: 3,
      subjectsCount: 2,
      reason: 'threat',
      urgency: 1,
      legalHold: true,
    })
    expect(await row(other.id)).toMatchObject({
      state: 'closed',
      outcome: 'merged',
      mergedIntoId: into.id,
      reportsCount: 0,
      subjectsCount: 0,
    })
    expect(await prisma().report.count({ where: { caseId: into.id } })).toBe(4)
    expect(await prisma().evidence.count({ where: { caseId: into.id } })).toBe(2)
    expect(await listNotes(db(), ada.id, into.id)).toMatchObject([
      { text: 'Seen before.', caseNumber: other.number },
    ])
    expect((await getCase(db(), by(ada), other.number)).mergedInto).toBe(into.number)
    const again = reopenCase(db(), by(ada), { caseId: other.id, reason: because })
    expect(await refusalOf(again)).toBe('case_merged')
  })

  test('does nothing at all where one of them is held by somebody else', async () => {
    const [into, free, held] = [await reported(['u1']), await reported(['u2']), await reported(['u3'])]
    await claimCase(db(), by(ben), held.id)
    const merge = mergeCases(db(), by(ada), {
      ...(await hold(into.id)),
      caseIds: [free.id, held.id],
      reason: because,
    })
    expect(await refusalOf(merge)).toBe('claim_held')
    expect(await row(free.id)).toMatchObject({ state: 'open', subjectsCount: 1 })
    expect(await row(into.id)).toMatchObject({ subjectsCount: 1, reportsCount: 1 })
  })

  test('crosswise, one of two wins and no one waits for ever', async () => {
    const [a, b] = [await reported(['u1']), await reported(['u2'])]
    const heldByBen = (await claimCase(db(), by(ben), b.id)).epoch
    const mine = await hold(a.id)
    const results = await Promise.allSettled([
      mergeCases(db(), by(ada), { ...mine, caseIds: [b.id], reason: because }),
      mergeCases(db(), by(ben), { caseId: b.id, epoch: heldByBen, caseIds: [a.id], reason: because }),
    ])
    // Each holds the other's: neither is given away under its holder's hands.
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect([await row(a.id), await row(b.id)]).toMatchObject([{ state: 'open' }, { state: 'open' }])
  })

  test('is proposed for the same content and for the same sender', async () => {
    const hash = 'a'.repeat(64)
    const [a, b, c] = [await reported(['u1']), await reported(['u2']), await reported(['u3'])]
    await prisma().caseSubject.updateMany({
      where: { id: { in: [a.subjectId, b.subjectId] } },
      data: { contentHash: hash },
    })
    expect(await proposeMerges(db(), ada, a.id)).toMatchObject([{ caseId: b.id, because: 'content' }])
    expect(await proposeMerges(db(), ada, c.id)).toEqual([])
  })
})

describe('splitting', () => {
  test('makes a case of what was chosen, with its reports, as urgent as they are', async () => {
    const [into, other] = [await reported(['u1'], 'threat'), await reported(['u1', 'u4'])]
    const held = await hold(into.id)
    await mergeCases(db(), by(ada), { ...held, caseIds: [other.id], reason: because })
    const split = await splitCase(db(), by(ada), { ...held, subjectIds: [other.subjectId], reason: because })
    expect(await row(into.id)).toMatchObject({ subjectsCount: 1, reportsCount: 1, claimedById: ada.id })
    expect(await row(split.caseId)).toMatchObject({
      state: 'open',
      reason: 'spam',
      subjectKey: other.subjectKey,
      subjectsCount: 1,
      reportsCount: 2,
      claimedById: null,
    })
    const lead = { ...held, subjectIds: [into.subjectId], reason: because }
    expect(await refusalOf(splitCase(db(), by(ada), lead))).toBe('lead_stays')
    const gone = { ...held, subjectIds: [other.subjectId], reason: because }
    expect(await refusalOf(splitCase(db(), by(ada), gone))).toBe('subject_not_of_case')
  })
})

describe('linking', () => {
  test('adds what OpenIM knows, once, and not what another case is about', async () => {
    const { groupId, userIds } = await world.group(3)
    const [into, other] = [await reported(['u1']), await openCase(world, { groupId, subjectKey: groupId })]
    const held = await hold(into.id)
    const link = (kind: 'group' | 'user', id: string) =>
      linkSubject(world.env, by(ada), { ...held, subject: { kind, id } })
    const id = userIds[1] ?? ''
    await link('user', id)
    expect(await row(into.id)).toMatchObject({ subjectsCount: 2 })
    expect(await prisma().evidence.count({ where: { caseId: into.id, state: 'wanted' } })).toBe(2)
    expect(await refusalOf(link('user', id))).toBe('subject_linked')
    expect(await refusalOf(link('user', 'nobody-at-all'))).toBe('subject_not_found')
    await expect(link('group', groupId)).rejects.toMatchObject({
      reason: 'subject_has_open_case',
      facts: { number: other.number },
    })
  })

  test('adds a message of a conversation that the case is about, and of no other', async () => {
    const [here, elsewhere] = [await world.group(3), await world.group(3)]
    const said = await say(world, here.userIds[1] ?? '', { groupId: here.groupId }, 'Cheap followers')
    const other = await say(world, elsewhere.userIds[1] ?? '', { groupId: elsewhere.groupId }, 'Hello')
    const into = await openCase(world, { groupId: here.groupId, subjectKey: here.groupId })
    const held = await hold(into.id)
    const link = (id: string) =>
      linkSubject(world.env, by(ada), { ...held, subject: { kind: 'message', id } })
    const id = messageId(said)
    await link(id)
    const part = await prisma().caseSubject.findFirstOrThrow({ where: { caseId: into.id, kind: 'message' } })
    expect(part).toMatchObject({
      key: id,
      groupId: here.groupId,
      userId: here.userIds[1],
      clientMsgId: said.clientMsgId,
    })
    expect(await refusalOf(link(id))).toBe('subject_linked')
    expect(await refusalOf(link(messageId(other)))).toBe('message_elsewhere')
    expect(await refusalOf(link(`${said.conversationId}#9999`))).toBe('subject_not_found')
    expect(await refusalOf(link('nonsense'))).toBe('invalid')
  })
})

type Step = { kind: 'merge' | 'split'; a: number; b: number }
const steps = fc.array(
  fc.record({ kind: fc.constantFrom('merge', 'split'), a: fc.nat({ max: 20 }), b: fc.nat({ max: 20 }) }),
  { minLength: 4, maxLength: 12 },
)

test('whatever is merged and split, nothing is lost and all counts agree', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat({ max: 5 }), async (walk, spread) => {
      const made = []
      for (let n = 0; n < 4; n += 1) made.push(await reported([`r${n}`, `r${(n * spread) % 3}`, 'everybody']))
      const ids = made.map(({ id }) => id)
      const before = await totals(ids)
      for (const step of walk) await play(step, ids)
      expect(await totals(ids)).toEqual(before)
      await expectCountsToAgree(ids)
    }),
    { numRuns: 6 },
  )
})

/** Merges or splits two of the cases, as far as that may be. */
async function play({ kind, a, b }: Step, ids: string[]) {
  const into = ids[a % ids.length] ?? ''
  const other = ids[b % ids.length] ?? ''
  const work = async () => {
    const held = await hold(into)
    if (kind === 'merge') {
      await mergeCases(db(), by(ada), { ...held, caseIds: [other], reason: because })
      return
    }
    const subjects = await prisma().caseSubject.findMany({ where: { caseId: into } })
    const subjectIds = subjects.filter((_, at) => (at + b) % 2 === 0).map(({ id }) => id)
    ids.push((await splitCase(db(), by(ada), { ...held, subjectIds, reason: because })).caseId)
  }
  await work().catch(async (error) => void (await refusalOf(Promise.reject(error))))
}

/** What must be the same afterwards: every subject, report and piece of evidence. */
async function totals(ids: readonly string[]) {
  const where = { caseId: { in: [...ids] } }
  const [subjects, reports, evidence] = await Promise.all([
    prisma().caseSubject.findMany({ where, select: { id: true, open: true }, orderBy: { id: 'asc' } }),
    prisma().report.findMany({ where, select: { id: true, subjectId: true }, orderBy: { id: 'asc' } }),
    prisma().evidence.findMany({ where, select: { id: true, subjectId: true }, orderBy: { id: 'asc' } }),
  ])
  return { subjects, reports, evidence }
}

async function expectCountsToAgree(ids: readonly string[]) {
  for (const id of ids) {
    const found = await prisma().case.findUniqueOrThrow({
      where: { id },
      include: {
        subjects: { include: { reports: true, evidence: true } },
        reports: { select: { reporterId: true } },
      },
    })
    expect(found.subjectsCount).toBe(found.subjects.length)
    expect(found.reportsCount).toBe(new Set(found.reports.map(({ reporterId }) => reporterId)).size)
    // An open case is about something; one that went into another is about nothing any more.
    expect(found.subjects.length > 0).toBe(found.state === 'open')
    for (const subject of found.subjects) {
      expect(subject.evidence?.caseId).toBe(id)
      for (const report of subject.reports) expect(report.caseId).toBe(id)
    }
  }
}
