import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { claimCase } from '@/server/features/cases/claim'
import { listCases } from '@/server/features/cases/list'
import { caseListInput } from '@/server/features/cases/schema'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { handOverCase, holdCase, watchCase } from './keep'
import { addNote, answerQuestion, askColleague, listNotes } from './notes'
import { assignCase, escalateCase, snoozeCase, wakeCase } from './pass-on'
import { listLookers, lookAt } from './presence'
import { by, refusalOf } from './test-work'
import { wakeCases } from './wake'

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
const row = (id: string) => db().prisma.case.findUniqueOrThrow({ where: { id } })
const auditOf = async (caseId: string) =>
  (await db().prisma.auditRow.findMany({ where: { caseId }, orderBy: { id: 'asc' } })).map(
    (one) => one.action,
  )
const listed = async (actor: StaffActor, claim: string) =>
  (await listCases(db(), actor, caseListInput.parse({ claim }))).items.map((item) => item.id)

describe('snoozing', () => {
  test('takes a case out of the queue until its time', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claimCase(db(), by(ada), id)
    const until = Date.now() + 3_600_000
    await snoozeCase(db(), by(ada), { caseId: id, epoch, until })
    expect(await listed(ada, 'free')).not.toContain(id)
    expect(await listed(ben, 'snoozed')).toContain(id)
    await wakeCases(db())
    expect((await row(id)).snoozedUntil?.getTime()).toBe(until)
    await db().prisma.case.update({ where: { id }, data: { snoozedUntil: new Date(Date.now() - 1) } })
    await Promise.all([wakeCases(db()), wakeCases(db())])
    expect(await listed(ada, 'free')).toContain(id)
    expect(await auditOf(id)).toEqual(['case.claimed', 'case.snoozed', 'case.woken'])
  })

  test('ends when a graver report comes', async () => {
    const { id } = await openCase(world)
    await snoozeCase(db(), by(ada), { caseId: id, epoch: 0, until: Date.now() + 3_600_000 })
    await db().prisma.case.update({ where: { id }, data: { urgency: 4 } })
    expect((await row(id)).snoozedUntil).not.toBeNull()
    await db().prisma.case.update({ where: { id }, data: { urgency: 0, emergency: true } })
    expect((await row(id)).snoozedUntil).toBeNull()
  })

  test('is refused for what somebody else works on, for a time gone by and for too long', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claimCase(db(), by(ada), id)
    const snooze = (actor: StaffActor, until: number) =>
      refusalOf(snoozeCase(db(), by(actor), { caseId: id, epoch, until }))
    expect(await snooze(ben, Date.now() + 60_000)).toBe('claim_held')
    expect(await snooze(ada, Date.now() - 1)).toBe('time_past')
    expect(await snooze(ada, Date.now() + 100 * 86_400_000)).toBe('snooze_too_long')
    expect(await refusalOf(wakeCase(db(), by(ada), { caseId: id }))).toBe('case_not_snoozed')
  })
})

describe('escalating', () => {
  test('sends a case to a named queue with its reason, free and unassigned', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claimCase(db(), by(ada), id)
    const escalate = (queueId: string, at = epoch) =>
      escalateCase(db(), by(ada), { caseId: id, epoch: at, queueId, reason: 'Looks like a threat.' })
    expect(await refusalOf(escalate('general'))).toBe('queue_same')
    expect(await refusalOf(escalate('nowhere'))).toBe('queue_unknown')
    await escalate('emergency')
    expect(await row(id)).toMatchObject({ queueId: 'emergency', restricted: true, claimedById: null })
    // Whoever sent it there is no member: it is out of their sight.
    expect(await refusalOf(listNotes(db(), ada.id, id))).toBe('not_found')
    const owner = await world.staff('owner')
    expect(await listNotes(db(), owner.id, id)).toMatchObject([
      { kind: 'escalation', text: 'Looks like a threat.', by: { id: ada.id } },
    ])
  })

  test('keeps an emergency among few', async () => {
    const owner = await world.staff('owner')
    const { id } = await openCase(world, { queueId: 'emergency', emergency: true, urgency: 0 })
    const sending = { caseId: id, epoch: 0, queueId: 'general', reason: 'It is nothing.' }
    expect(await refusalOf(escalateCase(db(), by(owner), sending))).toBe('queue_not_restricted')
  })
})

describe('asking a colleague', () => {
  test('leaves the claim where it is; the answer shows', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claimCase(db(), by(ada), id)
    const question = await askColleague(db(), by(ada), {
      caseId: id,
      text: 'Is this slang?',
      staffId: ben.id,
    })
    expect(await row(id)).toMatchObject({ claimedById: ada.id, epoch })
    expect(await listed(ben, 'asked')).toEqual([id])
    await answerQuestion(db(), by(ben), { questionId: question.id, text: 'Yes, harmless.' })
    expect(await listed(ben, 'asked')).toEqual([])
    expect(await listNotes(db(), ada.id, id)).toMatchObject([
      { kind: 'question', text: 'Is this slang?', to: { id: ben.id }, answered: true },
      { kind: 'answer', text: 'Yes, harmless.', answers: question.id },
    ])
  })

  test('an auditor is no colleague for it', async () => {
    const { id } = await openCase(world)
    const auditor = await world.staff('auditor')
    const ask = askColleague(db(), by(ada), { caseId: id, text: 'Is it?', staffId: auditor.id })
    expect(await refusalOf(ask)).toBe('colleague_unfit')
  })
})

describe('notes', () => {
  test('what was lost is shown to whoever typed it alone, and is no draft any more', async () => {
    const { id } = await openCase(world)
    await db().prisma.draftNote.create({ data: { caseId: id, staffId: ada.id, body: 'half a sentence' } })
    await addNote(db(), by(ada), { caseId: id, text: 'half a sentence', lost: true })
    expect(await listNotes(db(), ada.id, id)).toMatchObject([{ kind: 'lost_text', text: 'half a sentence' }])
    expect(await listNotes(db(), ben.id, id)).toEqual([])
    expect(await db().prisma.draftNote.count({ where: { caseId: id } })).toBe(0)
  })
})

describe('keeping', () => {
  test('a case is followed and let go', async () => {
    const { id } = await openCase(world)
    await watchCase(db(), by(ben), { caseId: id, watched: true })
    await watchCase(db(), by(ben), { caseId: id, watched: true })
    expect(await listed(ben, 'watched')).toEqual([id])
    await watchCase(db(), by(ben), { caseId: id, watched: false })
    expect(await listed(ben, 'watched')).toEqual([])
  })

  test('a legal hold is set and lifted with a reason, and set by a hand-over', async () => {
    const { id } = await openCase(world)
    const hold = (on: boolean) =>
      holdCase(db(), by(ada), { caseId: id, hold: on, reason: 'The court asked.' })
    await hold(true)
    expect(await refusalOf(hold(true))).toBe('hold_same')
    await hold(false)
    expect((await row(id)).legalHold).toBe(false)
    const over = { caseId: id, authority: 'Police', reference: 'A 17/3', text: 'Handed over by mail.' }
    await handOverCase(db(), by(ada), over)
    expect((await row(id)).legalHold).toBe(true)
    expect(await listNotes(db(), ben.id, id)).toMatchObject([
      { kind: 'handover', text: 'Police · A 17/3\nHanded over by mail.' },
    ])
    expect(await auditOf(id)).toEqual(['case.hold_set', 'case.hold_lifted', 'case.handed_over'])
  })
})

describe('presence', () => {
  test('shows who else looks, each once, until they leave', async () => {
    const { id } = await openCase(world)
    const screens = ['3f0e6f0e-0000-4000-8000-000000000001', '3f0e6f0e-0000-4000-8000-000000000002']
    for (const screen of screens) await lookAt(db(), ada.id, { caseId: id, screen, gone: false })
    await lookAt(db(), ada.id, { caseId: id, screen: screens[0] ?? '', gone: false })
    expect(await listLookers(db(), ben.id, id)).toMatchObject([{ id: ada.id, name: ada.name }])
    expect(await listLookers(db(), ada.id, id)).toEqual([])
    for (const screen of screens) await lookAt(db(), ada.id, { caseId: id, screen, gone: true })
    expect(await listLookers(db(), ben.id, id)).toEqual([])
  })
})

test('a case given to a colleague is theirs first; given back, it is everybody’s', async () => {
  const { id } = await openCase(world)
  const { epoch } = await claimCase(db(), by(ada), id)
  await assignCase(db(), by(ada), { caseId: id, epoch, staffId: ben.id })
  expect(await row(id)).toMatchObject({ claimedById: null, assignedToId: ben.id, epoch: epoch + 1 })
  expect(await listed(ben, 'assigned')).toEqual([id])
  await assignCase(db(), by(ben), { caseId: id, epoch: epoch + 1, staffId: null })
  expect(await listed(ben, 'assigned')).toEqual([])
})
