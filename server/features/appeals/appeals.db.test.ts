import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { beginNonces } from '@/server/features/api-clients/nonces'
import { claimCase } from '@/server/features/cases/claim'
import { getCase } from '@/server/features/cases/get'
import { releaseCase } from '@/server/features/cases/release'
import { takeOverCase } from '@/server/features/cases/take-over'
import { followUp } from '@/server/features/notices/follow-up'
import { noticesOfCase, ownNotices } from '@/server/features/notices/read'
import type { AfterDecision } from '@/server/features/notices/schema'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { reviewRates } from '@/server/features/samples/rates'
import { outcomeOf } from '@/server/testing/actions'
import { newClient, signedRequest } from '@/server/testing/api-clients'
import { decideAs } from '@/server/testing/cases'
import { say, tokenOf } from '@/server/testing/chat'
import { freshGroup, ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { decideReview } from './decide-review'
import { appealFor } from './file-appeal'
import { putInVerdict } from './put-in-verdict'
import { receiveAppeal, sendOwnNotices } from './receive'

let world: World
let ada: StaffActor
let ben: StaffActor

beforeAll(async () => {
  world = await testWorld({ settleMs: 300 })
  ada = await world.staff('admin')
  ben = await world.staff('admin')
})
afterAll(() => world.close())
beforeEach(() => set({}))

async function set(changes: Partial<AfterDecision>) {
  const value = { ...AFTER_DECISION.initial, samplePercent: 0, ...changes }
  const data = { value, version: 1, updatedById: ada.id }
  await world.env.db.prisma.setting.upsert({
    where: { key: AFTER_DECISION.key },
    create: { key: AFTER_DECISION.key, ...data },
    update: data,
  })
}

const by = (actor: StaffActor) => ({ actor, requestId: 'test' })
const claim = (actor: StaffActor, caseId: string) => claimCase(world.env.db, by(actor), caseId)
const caseRow = (id: string) => world.env.db.prisma.case.findUniqueOrThrow({ where: { id } })

/** Somebody's message was reported; ada mutes them or finds nothing; both sides are told. */
async function decided(outcome: 'acted' | 'dismissed', policyId = 'spam') {
  const group = await freshGroup(world, 4)
  const speaker = group.userIds[2] ?? ''
  const message = await say(world, speaker, { groupId: group.id }, 'Buy followers')
  await postReport(world, group.token, ofMessage(message))
  const opened = await world.env.db.prisma.case.findFirstOrThrow({
    where: { groupId: group.id, state: 'open' },
  })
  const { epoch } = await claim(ada, opened.id)
  const mute = {
    action: 'member.mute' as const,
    subjectId: `${group.id}/${speaker}`,
    input: { until: Date.now() + 86_400_000 },
    plannedVersion: 0,
  }
  const notify = { reporter: true, person: true }
  const actions = outcome === 'acted' ? [mute] : []
  const policy = { id: policyId, version: 1 }
  const { ledgerIds } = await decideAs(world, ada, { caseId: opened.id, epoch, actions, notify, policy })
  await settled(ledgerIds)
  const decision = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId: opened.id } })
  await followUp(world.env.db, decision.id)
  return { ...group, speaker, caseId: opened.id, number: opened.number, decisionId: decision.id }
}

async function settled(ledgerIds: readonly string[]) {
  const runner = startRunner(world.env, { everyMs: 50 })
  for (const id of ledgerIds) await outcomeOf(world, id)
  await runner.stop()
}

async function post(userId: string, body: unknown) {
  const token = await tokenOf(world, userId)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const request = new Request('http://steward.test/api/v1/appeals', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return await receiveAppeal(world.env, request)
}

const noticeOf = async (userId: string) => (await ownNotices(world.env.db, userId))[0]?.number ?? ''
const reviewOf = (decisionId: string) =>
  world.env.db.prisma.case.findFirstOrThrow({
    where: { reviewOfId: decisionId },
    orderBy: { number: 'desc' },
  })

/** An appeal by whom the decision is about. */
async function appealed(outcome: 'acted' | 'dismissed', policyId = 'spam') {
  const one = await decided(outcome, policyId)
  const appellant = outcome === 'acted' ? one.speaker : one.reporter
  const answer = await post(appellant, { notice: await noticeOf(appellant), text: 'I was only joking.' })
  expect(answer.status).toBe(201)
  return { ...one, appellant, review: await reviewOf(one.decisionId) }
}

describe('blind', () => {
  test('the first verdict reaches whoever looks again by no way, until theirs is in', async () => {
    const one = await appealed('acted')
    const eve = await world.staff('admin')
    const caller = createCaller({ actor: eve, requestId: 'test', env: world.env })
    const about = { groupId: one.id }
    const all = { limit: 50 }
    const decisionRows = async () => {
      const [ledger, audit] = await Promise.all([caller.ledger.list(all), caller.audit.list(all)])
      const ledgerIds = ledger.items.filter(({ caseNumber }) => caseNumber === one.number).map(({ id }) => id)
      return { ledgerIds, audited: audit.items.filter(({ caseNumber }) => caseNumber === one.number).length }
    }
    const before = await decisionRows()
    expect(before.ledgerIds).toHaveLength(1)
    expect(before.audited).toBeGreaterThan(0)
    const { epoch } = await claim(eve, one.review.id)

    expect(await decisionRows()).toEqual({ ledgerIds: [], audited: 0 })
    const hidden = { reason: 'hidden_while_blind' }
    const [ledgerId = ''] = before.ledgerIds
    for (const asked of [
      () => caller.ledger.get({ id: ledgerId }),
      () => caller.groups.get(about),
      () => caller.groups.live(about),
      () => caller.people.get({ userId: one.speaker }),
      () => caller.notices.ofCase({ caseId: one.caseId }),
      () => caller.evidence.accusedNow({ caseId: one.caseId }),
      () => caller.evidence.accusedNow({ caseId: one.review.id }),
    ])
      await expect(asked()).rejects.toMatchObject({ cause: hidden })
    const closed = await caller.cases.list({ state: 'closed', sort: 'newest', limit: 50 })
    expect(closed.items.find(({ number }) => number === one.number)).toMatchObject({ outcome: null })
    const shown = await caller.cases.get({ number: one.number })
    expect(shown).toMatchObject({ outcome: null, decision: null, ledger: [] })
    const again = await caller.cases.get({ number: one.review.number })
    expect(again.history.some(({ number }) => number === one.number)).toBe(false)
    expect(again.reportsList.map(({ reporter }) => reporter.upheld)).toEqual([0])
    // Nobody else is kept from it.
    expect((await getCase(world.env.db, by(ben), one.number)).outcome).toBe('acted')

    await decideReview(world.env, by(eve), {
      caseId: one.review.id,
      epoch,
      violation: true,
      reason: 'A threat.',
    })
    // Their own reading of the cases is audited as well.
    const after = await decisionRows()
    expect(after.ledgerIds).toEqual(before.ledgerIds)
    expect(after.audited).toBeGreaterThanOrEqual(before.audited)
    expect((await caller.cases.get({ number: one.number })).outcome).toBe('acted')
    expect((await caller.groups.get(about)).groupId).toBe(one.id)
  })
})

describe('a verdict that is put in first', () => {
  test('shows what was done, stays, and takes single measures back', async () => {
    const one = await appealed('acted')
    const { epoch } = await claim(ben, one.review.id)
    const caseId = one.review.id
    const sees = async () => (await getCase(world.env.db, by(ben), one.review.number)).review
    expect(await sees()).toMatchObject({ first: null, verdictIn: null })
    const decision = { caseId, epoch, violation: true, reason: 'A threat, but a mute of a day is too much.' }
    const blindly = decideReview(world.env, by(ben), { ...decision, takeBack: [one.decisionId] })
    await expect(blindly).rejects.toMatchObject({ reason: 'hidden_while_blind' })

    await putInVerdict(world.env.db, by(ben), { caseId, epoch, violation: true })
    const shown = await sees()
    expect(shown).toMatchObject({
      verdictIn: true,
      first: { actions: [{ action: 'member.mute', open: true }] },
    })
    const again = putInVerdict(world.env.db, by(ben), { caseId, epoch, violation: false })
    await expect(again).rejects.toMatchObject({ reason: 'verdict_is_in' })
    const other = decideReview(world.env, by(ben), { ...decision, violation: false })
    await expect(other).rejects.toMatchObject({ reason: 'verdict_is_in' })

    const takeBack = shown?.first?.actions.map(({ id }) => id) ?? []
    const { overturned, ledgerIds } = await decideReview(world.env, by(ben), { ...decision, takeBack })
    expect({ overturned, done: ledgerIds.length }).toEqual({ overturned: false, done: 1 })
    expect(await caseRow(caseId)).toMatchObject({ state: 'decided', outcome: 'upheld' })
    await settled(ledgerIds)
    expect(await caseRow(caseId)).toMatchObject({ state: 'closed', outcome: 'upheld' })
    const upheld = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId } })
    await followUp(world.env.db, upheld.id)
    const [notice] = await ownNotices(world.env.db, one.appellant)
    expect(notice?.text).toContain('It still breaks our rules, but we take back')
  })

  test('counts while the case is held, and whoever takes it next looks blind again', async () => {
    const one = await appealed('acted')
    const caseId = one.review.id
    const { epoch } = await claim(ben, caseId)
    await putInVerdict(world.env.db, by(ben), { caseId, epoch, violation: true })
    await releaseCase(world.env.db, by(ben), { caseId, epoch })
    const eve = await world.staff('admin')
    await claim(eve, caseId)
    const { review } = await getCase(world.env.db, by(eve), one.review.number)
    expect(review).toMatchObject({ first: null, verdictIn: null })
  })
})

describe('an appeal', () => {
  test('comes from a backend for whom the notice went to, and for nobody else', async () => {
    const one = await decided('acted')
    const notice = await noticeOf(one.speaker)
    await beginNonces(world.env.fast, Date.now() - 1_000)
    const client = await newClient(world, ada, ['appeals'])
    const send = async (userId: string) => {
      const body = JSON.stringify({ notice, text: 'It was a joke among friends.', userId })
      const request = signedRequest(client, { path: '/api/v1/appeals', body })
      return (await receiveAppeal(world.env, request)).status
    }
    expect(await send(one.reporter)).toBe(404)
    expect(await send(one.speaker)).toBe(201)
    expect(await send(one.speaker)).toBe(200)
  })

  test('comes with the number of a notice, once, and from nobody else', async () => {
    const one = await decided('acted')
    const notice = await noticeOf(one.speaker)
    const text = 'It was a joke among friends.'
    const answers = await Promise.all([1, 2].map(() => post(one.speaker, { notice, text })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201])
    expect(await answers[0]?.json()).toEqual({ notice })
    expect((await post(one.reporter, { notice, text })).status).toBe(404)
    expect((await post(one.speaker, { notice, text: '' })).status).toBe(400)
    const review = await reviewOf(one.decisionId)
    expect(review).toMatchObject({
      type: 'appeal',
      state: 'open',
      subjectKind: 'message',
      queueId: 'general',
    })
    expect(await world.env.db.prisma.case.count({ where: { reviewOfId: one.decisionId } })).toBe(1)
  })

  test('is possible for whoever reported where nothing was found, and not where something was', async () => {
    const one = await decided('acted')
    const refused = await post(one.reporter, { notice: await noticeOf(one.reporter), text: 'Do more.' })
    expect(refused.status).toBe(409)
    await appealed('dismissed')
  })

  test('is too late after the time for it', async () => {
    const one = await decided('acted')
    const notice = await noticeOf(one.speaker)
    const createdAt = new Date(Date.now() - 31 * 86_400_000)
    await world.env.db.prisma.notice.updateMany({ where: { number: notice }, data: { createdAt } })
    expect((await post(one.speaker, { notice, text: 'Sorry, I was away.' })).status).toBe(409)
  })

  test('is written down by staff for somebody who has a part in it', async () => {
    const one = await decided('acted')
    const file = (userId: string) =>
      appealFor(world.env.db, by(ben), { caseNumber: one.number, userId, text: 'They called us.' })
    await expect(file('somebody_else')).rejects.toMatchObject({ reason: 'appellant_no_part' })
    const { number } = await file(one.speaker)
    expect((await reviewOf(one.decisionId)).number).toBe(number)
    await expect(file(one.speaker)).rejects.toMatchObject({ reason: 'appeal_twice', facts: { number } })
  })

  test('people read what they were told, with the day until which they can appeal', async () => {
    const one = await decided('acted')
    const token = await tokenOf(world, one.speaker)
    const request = new Request('http://steward.test/', { headers: { authorization: `Bearer ${token}` } })
    const answer = await sendOwnNotices(world.env, request)
    const shape = z.object({
      notices: z.array(z.object({ kind: z.string(), appealUntil: z.number().nullable() })),
    })
    const { notices } = shape.parse(await answer.json())
    expect(notices).toMatchObject([{ kind: 'statement' }])
    expect(notices[0]?.appealUntil).toBeGreaterThan(Date.now())

    await beginNonces(world.env.fast, Date.now() - 1_000)
    const reader = await newClient(world, await world.staff('owner'), ['notices'])
    const other = await newClient(world, await world.staff('owner'), ['reports', 'appeals'])
    const asBackend = (client: typeof reader, query: string) =>
      sendOwnNotices(world.env, signedRequest(client, { method: 'GET', path: `/api/v1/notices${query}` }))
    const told = await asBackend(reader, `?userId=${one.speaker}`)
    expect(shape.parse(await told.json()).notices).toEqual(notices)
    expect(await (await asBackend(reader, '?userId=nobody')).json()).toEqual({ notices: [] })
    const refused = [asBackend(reader, ''), asBackend(reader, '?userId=%00'), asBackend(other, '?userId=x')]
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([400, 400, 403])
  })
})

describe('whoever looks again', () => {
  test('is neither who decided nor, by taking over, who did', async () => {
    const { review } = await appealed('acted')
    await expect(claim(ada, review.id)).rejects.toMatchObject({ reason: 'own_affair' })
    const { epoch } = await claim(ben, review.id)
    const taking = takeOverCase(world.env.db, by(ada), { caseId: review.id, epoch, reason: 'mine' })
    await expect(taking).rejects.toMatchObject({ reason: 'own_affair' })
    const forced = world.env.db.prisma.case.update({
      where: { id: review.id },
      data: { claimedById: ada.id },
    })
    await expect(forced).rejects.toThrow('somebody else')
  })

  test('sees what was reported, and not the first verdict, before theirs is in', async () => {
    const { review, number } = await appealed('acted')
    await claim(ben, review.id)
    const seen = await getCase(world.env.db, by(ben), review.number)
    expect(seen.reportsList).toHaveLength(1)
    expect(seen.parts).toHaveLength(1)
    expect(seen.review).toMatchObject({ number: null, first: null, appeal: { text: 'I was only joking.' } })
    expect(seen.history.map((earlier) => earlier.number)).not.toContain(number)
    const original = await getCase(world.env.db, by(ben), number)
    expect(original).toMatchObject({ decision: null, ledger: [], outcome: null })
    // Nobody else is kept from it.
    expect((await getCase(world.env.db, by(ada), number)).decision).not.toBeNull()
  })

  test('sees the first verdict where appeals are not blind, and how the policy changed since', async () => {
    await set({ blindAppeals: false })
    const { review, number } = await appealed('acted', 'hate')
    const seen = await getCase(world.env.db, by(ben), review.number)
    expect(seen.review).toMatchObject({
      number,
      first: { outcome: 'acted', by: ada.name, policy: { id: 'hate', version: 1, now: null } },
    })
    expect(seen.review?.first?.actions).toMatchObject([{ action: 'member.mute', inverse: 'member.unmute' }])
    const { prisma } = world.env.db
    await prisma.policyVersion.create({
      data: {
        policyId: 'hate',
        version: 2,
        names: { en: 'Hate' },
        texts: { en: 'Stricter.' },
        hash: 'a'.repeat(64),
      },
    })
    const later = await getCase(world.env.db, by(ben), review.number)
    expect(later.review?.first?.policy?.now).toMatchObject({ version: 2, texts: { en: 'Stricter.' } })
  })
})

describe('a second verdict', () => {
  test('the same as the first upholds it, and whoever appealed is told', async () => {
    const one = await appealed('acted')
    const { epoch } = await claim(ben, one.review.id)
    const input = { caseId: one.review.id, epoch, violation: true, reason: 'it is spam' }
    expect(await decideReview(world.env, by(ben), input)).toEqual({ overturned: false, ledgerIds: [] })
    expect(await caseRow(one.review.id)).toMatchObject({ state: 'closed', outcome: 'upheld' })
    const second = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId: one.review.id } })
    await followUp(world.env.db, second.id)
    expect((await ownNotices(world.env.db, one.speaker))[0]).toMatchObject({
      kind: 'review',
      appealUntil: null,
    })
    expect(await noticesOfCase(world.env.db, one.review.id)).toHaveLength(1)
  })

  test('another one takes back what was done, and corrects what both sides were told', async () => {
    const one = await appealed('acted')
    const { epoch } = await claim(ben, one.review.id)
    const input = { caseId: one.review.id, epoch, violation: false, reason: 'it was a joke' }
    const { overturned, ledgerIds } = await decideReview(world.env, by(ben), input)
    expect(overturned).toBe(true)
    expect(await caseRow(one.review.id)).toMatchObject({ state: 'decided', outcome: 'overturned' })
    await settled(ledgerIds)
    expect(await caseRow(one.review.id)).toMatchObject({ state: 'closed', outcome: 'overturned' })
    const [row] = await world.env.db.prisma.ledgerRow.findMany({ where: { id: { in: ledgerIds } } })
    expect(row).toMatchObject({ action: 'member.unmute', state: 'verified' })
    expect(row?.inverseOfId).not.toBeNull()
    const second = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId: one.review.id } })
    await followUp(world.env.db, second.id)
    const told = await noticesOfCase(world.env.db, one.review.id)
    expect(told.map(({ kind }) => kind)).toEqual(['correction', 'correction'])
    const [mine] = await ownNotices(world.env.db, one.speaker)
    expect(mine?.text).toContain('you can write in the group again')
    const [theirs] = await ownNotices(world.env.db, one.reporter)
    expect(theirs?.text).toContain('it does not break our rules')
  })

  test('where nothing had been found, the case is open again in the hands of whoever overturned it', async () => {
    const one = await appealed('dismissed')
    const { epoch } = await claim(ben, one.review.id)
    const input = { caseId: one.review.id, epoch, violation: true, reason: 'it is spam' }
    await decideReview(world.env, by(ben), input)
    expect(await caseRow(one.review.id)).toMatchObject({ state: 'closed', outcome: 'overturned' })
    expect(await caseRow(one.caseId)).toMatchObject({ state: 'open', claimedById: ben.id })
  })

  test('an ordinary decision is refused there, and a second verdict elsewhere', async () => {
    const one = await appealed('acted')
    const { epoch } = await claim(ben, one.review.id)
    await expect(decideAs(world, ben, { caseId: one.review.id, epoch })).rejects.toMatchObject({
      reason: 'case_is_review',
    })
    const input = { caseId: one.caseId, epoch, violation: true, reason: 'it is spam' }
    await expect(decideReview(world.env, by(ben), input)).rejects.toMatchObject({ reason: 'case_not_review' })
  })
})

describe('samples', () => {
  test('are drawn once, are blind, and their rate is that of those that came out otherwise', async () => {
    const from = Date.now()
    await set({ samplePercent: 5 })
    const drawn: string[] = []
    for (let tries = 0; drawn.length < 1 && tries < 200; tries += 1) {
      const { id: caseId } = await world.env.db.prisma.case.create({
        data: {
          subjectKind: 'user',
          subjectKey: `sampled_${tries}`,
          userId: `sampled_${tries}`,
          subjectName: 'Somebody',
          reason: 'spam',
          severity: 1,
        },
      })
      const { epoch } = await claim(ada, caseId)
      await decideAs(world, ada, { caseId, epoch })
      const { id } = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId } })
      await followUp(world.env.db, id)
      await followUp(world.env.db, id)
      const samples = await world.env.db.prisma.case.findMany({ where: { reviewOfId: id, type: 'sample' } })
      expect(samples.length).toBeLessThanOrEqual(1)
      drawn.push(...samples.map((sample) => sample.id))
    }
    const [caseId = ''] = drawn
    await expect(claim(ada, caseId)).rejects.toMatchObject({ reason: 'own_affair' })
    const { epoch } = await claim(ben, caseId)
    const { number } = await caseRow(caseId)
    expect((await getCase(world.env.db, by(ben), number)).review).toMatchObject({ first: null })
    await decideReview(world.env, by(ben), { caseId, epoch, violation: true, reason: 'it is spam' })
    const { samples } = await reviewRates(world.env.db, ada, { from, to: Date.now() + 1_000 })
    expect(samples).toEqual({ upheld: 0, overturned: 1, rate: 1 })
  })
})
