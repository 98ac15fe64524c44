import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getCase } from '@/server/features/cases/get'
import { followUp } from '@/server/features/notices/follow-up'
import { noticesOfCase, ownNotices } from '@/server/features/notices/read'
import { reviewRates } from '@/server/features/samples/rates'
import { decideAs } from '@/server/testing/cases'
import { decideReview } from './decide-review'
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

describe('a second verdict', () => {
  test('the same as the first upholds it, and whoever appealed is told', async () => {
    const one = await appealed(world, 'acted')
    const { epoch } = await claim(world, world.ben, one.review.id)
    const input = { caseId: one.review.id, epoch, violation: true, reason: 'it is spam' }
    expect(await decideReview(world.env, by(world.ben), input)).toEqual({ overturned: false, ledgerIds: [] })
    expect(await caseRow(world, one.review.id)).toMatchObject({ state: 'closed', outcome: 'upheld' })
    const second = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId: one.review.id } })
    await followUp(world.env.db, second.id)
    expect((await ownNotices(world.env.db, one.speaker))[0]).toMatchObject({
      kind: 'review',
      appealUntil: null,
    })
    expect(await noticesOfCase(world.env.db, one.review.id)).toHaveLength(1)
  })

  test('another one takes back what was done, and corrects what both sides were told', async () => {
    const one = await appealed(world, 'acted')
    const { epoch } = await claim(world, world.ben, one.review.id)
    const input = { caseId: one.review.id, epoch, violation: false, reason: 'it was a joke' }
    const { overturned, ledgerIds } = await decideReview(world.env, by(world.ben), input)
    expect(overturned).toBe(true)
    expect(await caseRow(world, one.review.id)).toMatchObject({ state: 'decided', outcome: 'overturned' })
    await settled(world, ledgerIds)
    expect(await caseRow(world, one.review.id)).toMatchObject({ state: 'closed', outcome: 'overturned' })
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
    const one = await appealed(world, 'dismissed')
    const { epoch } = await claim(world, world.ben, one.review.id)
    const input = { caseId: one.review.id, epoch, violation: true, reason: 'it is spam' }
    await decideReview(world.env, by(world.ben), input)
    expect(await caseRow(world, one.review.id)).toMatchObject({ state: 'closed', outcome: 'overturned' })
    expect(await caseRow(world, one.caseId)).toMatchObject({ state: 'open', claimedById: world.ben.id })
  })

  test('an ordinary decision is refused there, and a second verdict elsewhere', async () => {
    const one = await appealed(world, 'acted')
    const { epoch } = await claim(world, world.ben, one.review.id)
    await expect(decideAs(world, world.ben, { caseId: one.review.id, epoch })).rejects.toMatchObject({
      reason: 'case_is_review',
    })
    const input = { caseId: one.caseId, epoch, violation: true, reason: 'it is spam' }
    await expect(decideReview(world.env, by(world.ben), input)).rejects.toMatchObject({
      reason: 'case_not_review',
    })
  })
})

describe('samples', () => {
  test('are drawn once, are blind, and their rate is that of those that came out otherwise', async () => {
    const from = Date.now()
    await setAfterDecision(world, { samplePercent: 5 })
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
      const { epoch } = await claim(world, world.ada, caseId)
      await decideAs(world, world.ada, { caseId, epoch })
      const { id } = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId } })
      await followUp(world.env.db, id)
      await followUp(world.env.db, id)
      const samples = await world.env.db.prisma.case.findMany({ where: { reviewOfId: id, type: 'sample' } })
      expect(samples.length).toBeLessThanOrEqual(1)
      drawn.push(...samples.map((sample) => sample.id))
    }
    const [caseId = ''] = drawn
    await expect(claim(world, world.ada, caseId)).rejects.toMatchObject({ reason: 'own_affair' })
    const { epoch } = await claim(world, world.ben, caseId)
    const { number } = await caseRow(world, caseId)
    expect((await getCase(world.env.db, by(world.ben), number)).review).toMatchObject({ first: null })
    await decideReview(world.env, by(world.ben), { caseId, epoch, violation: true, reason: 'it is spam' })
    const { samples } = await reviewRates(world.env.db, world.ada, { from, to: Date.now() + 1_000 })
    expect(samples).toEqual({ upheld: 0, overturned: 1, rate: 1 })
  })
})
