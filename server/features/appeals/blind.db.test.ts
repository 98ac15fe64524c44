import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getCase } from '@/server/features/cases/get'
import { releaseCase } from '@/server/features/cases/release'
import { takeOverCase } from '@/server/features/cases/take-over'
import { followUp } from '@/server/features/notices/follow-up'
import { ownNotices } from '@/server/features/notices/read'
import { createCaller } from '@/server/trpc/root'
import { decideReview } from './decide-review'
import { putInVerdict } from './put-in-verdict'
import {
  type AppealsWorld,
  appealed,
  appealsWorld,
  by,
  caseRow,
  claim,
  setAfterDecision,
  settled,
} from './test-appeals'

let world: AppealsWorld

beforeAll(async () => {
  world = await appealsWorld()
})
afterAll(() => world.close())
beforeEach(() => setAfterDecision(world))

describe('whoever looks again', () => {
  test('is neither who decided nor, by taking over, who did', async () => {
    const { review } = await appealed(world, 'acted')
    await expect(claim(world, world.ada, review.id)).rejects.toMatchObject({ reason: 'own_affair' })
    const { epoch } = await claim(world, world.ben, review.id)
    const taking = takeOverCase(world.env.db, by(world.ada), { caseId: review.id, epoch, reason: 'mine' })
    await expect(taking).rejects.toMatchObject({ reason: 'own_affair' })
    const forced = world.env.db.prisma.case.update({
      where: { id: review.id },
      data: { claimedById: world.ada.id },
    })
    await expect(forced).rejects.toThrow('somebody else')
  })

  test('sees what was reported, and not the first verdict, before theirs is in', async () => {
    const { review, number } = await appealed(world, 'acted')
    await claim(world, world.ben, review.id)
    const seen = await getCase(world.env.db, by(world.ben), review.number)
    expect(seen.reportsList).toHaveLength(1)
    expect(seen.parts).toHaveLength(1)
    expect(seen.review).toMatchObject({ number: null, first: null, appeal: { text: 'I was only joking.' } })
    expect(seen.history.map((earlier) => earlier.number)).not.toContain(number)
    const original = await getCase(world.env.db, by(world.ben), number)
    expect(original).toMatchObject({ decision: null, ledger: [], outcome: null })
    // Nobody else is kept from it.
    expect((await getCase(world.env.db, by(world.ada), number)).decision).not.toBeNull()
  })

  test('sees the first verdict where appeals are not blind, and how the policy changed since', async () => {
    await setAfterDecision(world, { blindAppeals: false })
    const { review, number } = await appealed(world, 'acted', 'hate')
    const seen = await getCase(world.env.db, by(world.ben), review.number)
    expect(seen.review).toMatchObject({
      number,
      first: { outcome: 'acted', by: world.ada.name, policy: { id: 'hate', version: 1, now: null } },
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
    const later = await getCase(world.env.db, by(world.ben), review.number)
    expect(later.review?.first?.policy?.now).toMatchObject({ version: 2, texts: { en: 'Stricter.' } })
  })
})

describe('blind', () => {
  test('the first verdict reaches whoever looks again by no way, until theirs is in', async () => {
    const one = await appealed(world, 'acted')
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
    const { epoch } = await claim(world, eve, one.review.id)

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
    expect((await getCase(world.env.db, by(world.ben), one.number)).outcome).toBe('acted')

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
    const one = await appealed(world, 'acted')
    const { epoch } = await claim(world, world.ben, one.review.id)
    const caseId = one.review.id
    const sees = async () => (await getCase(world.env.db, by(world.ben), one.review.number)).review
    expect(await sees()).toMatchObject({ first: null, verdictIn: null })
    const decision = { caseId, epoch, violation: true, reason: 'A threat, but a mute of a day is too much.' }
    const blindly = decideReview(world.env, by(world.ben), { ...decision, takeBack: [one.decisionId] })
    await expect(blindly).rejects.toMatchObject({ reason: 'hidden_while_blind' })

    await putInVerdict(world.env.db, by(world.ben), { caseId, epoch, violation: true })
    const shown = await sees()
    expect(shown).toMatchObject({
      verdictIn: true,
      first: { actions: [{ action: 'member.mute', open: true }] },
    })
    const again = putInVerdict(world.env.db, by(world.ben), { caseId, epoch, violation: false })
    await expect(again).rejects.toMatchObject({ reason: 'verdict_is_in' })
    const other = decideReview(world.env, by(world.ben), { ...decision, violation: false })
    await expect(other).rejects.toMatchObject({ reason: 'verdict_is_in' })

    const takeBack = shown?.first?.actions.map(({ id }) => id) ?? []
    const { overturned, ledgerIds } = await decideReview(world.env, by(world.ben), { ...decision, takeBack })
    expect({ overturned, done: ledgerIds.length }).toEqual({ overturned: false, done: 1 })
    expect(await caseRow(world, caseId)).toMatchObject({ state: 'decided', outcome: 'upheld' })
    await settled(world, ledgerIds)
    expect(await caseRow(world, caseId)).toMatchObject({ state: 'closed', outcome: 'upheld' })
    const upheld = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId } })
    await followUp(world.env.db, upheld.id)
    const [notice] = await ownNotices(world.env.db, one.appellant)
    expect(notice?.text).toContain('It still breaks our rules, but we take back')
  })

  test('counts while the case is held, and whoever takes it next looks blind again', async () => {
    const one = await appealed(world, 'acted')
    const caseId = one.review.id
    const { epoch } = await claim(world, world.ben, caseId)
    await putInVerdict(world.env.db, by(world.ben), { caseId, epoch, violation: true })
    await releaseCase(world.env.db, by(world.ben), { caseId, epoch })
    const eve = await world.staff('admin')
    await claim(world, eve, caseId)
    const { review } = await getCase(world.env.db, by(eve), one.review.number)
    expect(review).toMatchObject({ first: null, verdictIn: null })
  })
})
