import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import { cancelAction } from '@/server/actions/settle'
import type { StaffActor } from '@/server/auth/actor'
import type { Case } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { outcomeOf } from '@/server/testing/actions'
import { decideAs, openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { claimCase } from './claim'
import { getCase } from './get'
import { heartbeat } from './heartbeat'
import { releaseCase } from './release'
import { reopenCase } from './reopen'
import { saveDraft } from './save-draft'
import { takeOverCase } from './take-over'

let world: World
let ada: StaffActor
let ben: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff()
  ben = await world.staff('admin')
})
afterAll(() => world.close())

const by = (actor: StaffActor) => ({ actor, requestId: 'test' })
const claim = (actor: StaffActor, caseId: string) => claimCase(world.env.db, by(actor), caseId)
const dismiss = (actor: StaffActor, caseId: string, epoch: number, reason = 'nothing wrong here') =>
  decideAs(world, actor, { caseId, epoch, reason })
const caseRow = (id: string) => world.env.db.prisma.case.findUniqueOrThrow({ where: { id } })
const auditOf = async (caseId: string) => {
  const rows = await world.env.db.prisma.auditRow.findMany({ where: { caseId }, orderBy: { id: 'asc' } })
  return rows.map((row) => row.action)
}

/** The refusal that `work` ends with. */
async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => new Error('it was granted'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof DomainError) return error
  throw error
}

/** The claim has run out, and nobody took the case. */
const expire = (id: string) =>
  world.env.db.prisma.case.update({ where: { id }, data: { claimExpiresAt: new Date(0) } })

describe('claiming', () => {
  test('50 people at once: one wins, 49 learn who did', async () => {
    const { id } = await openCase(world)
    const crowd = await Promise.all(Array.from({ length: 50 }, () => world.staff()))
    const results = await Promise.allSettled(crowd.map((actor) => claim(actor, id)))
    const winners = results.flatMap((result, i) => (result.status === 'fulfilled' ? [crowd[i]] : []))
    expect(winners).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'fulfilled') continue
      expect(result.reason).toMatchObject({
        code: 'conflict',
        reason: 'claim_held',
        facts: { name: winners[0]?.name },
      })
    }
    expect(await caseRow(id)).toMatchObject({ epoch: 1, claimedById: winners[0]?.id })
    expect(await auditOf(id)).toEqual(['case.claimed'])
  })

  test('the holder claims again with the same epoch, and a heartbeat moves only the end of the lease', async () => {
    const { id } = await openCase(world)
    const first = await claim(ada, id)
    await expire(id)
    expect(await claim(ada, id)).toMatchObject({ epoch: first.epoch })
    await expire(id)
    const { expiresAt } = await heartbeat(world.env.db, ada, { caseId: id, epoch: first.epoch })
    expect(expiresAt).toBeGreaterThan(Date.now())
    expect(await auditOf(id)).toEqual(['case.claimed'])
  })

  test('an expired lease can be taken, and its former holder no longer decides', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claim(ada, id)
    await expire(id)
    await claim(ben, id)
    expect(await refusal(dismiss(ada, id, epoch))).toMatchObject({
      reason: 'case_changed',
      facts: { name: ben.name, epoch: epoch + 1 },
    })
  })

  test('an expired lease that nobody took still decides', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claim(ada, id)
    await expire(id)
    await dismiss(ada, id, epoch)
    expect(await caseRow(id)).toMatchObject({ state: 'closed', outcome: 'dismissed' })
  })

  test('a released case is free again', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claim(ada, id)
    await releaseCase(world.env.db, by(ada), { caseId: id, epoch })
    expect(await claim(ben, id)).toMatchObject({ epoch: epoch + 2 })
  })

  test('a case that does not exist is not found', async () => {
    const missing = '018f0000-0000-7000-8000-000000000000'
    expect(await refusal(claim(ada, missing))).toMatchObject({ code: 'not_found' })
    const draft = saveDraft(world.env.db, ada.id, { caseId: missing, body: 'x' })
    expect(await refusal(draft)).toMatchObject({ code: 'not_found' })
  })
})

describe('two who decide one case', () => {
  test('one wins; the other learns who, and what they typed is kept for them alone', async () => {
    const { id, number } = await openCase(world)
    const { epoch } = await claim(ada, id)
    const taken = await takeOverCase(world.env.db, by(ben), { caseId: id, epoch, reason: 'Ada is away' })
    const [lost, won] = await Promise.allSettled([
      dismiss(ada, id, epoch, 'typed by Ada'),
      dismiss(ben, id, taken.epoch, 'decided by Ben'),
    ])
    expect(won.status).toBe('fulfilled')
    expect(lost).toMatchObject({
      status: 'rejected',
      reason: { code: 'conflict', facts: { name: ben.name } },
    })
    const seenByAda = await getCase(world.env.db, by(ada), number)
    expect(seenByAda).toMatchObject({
      state: 'closed',
      draft: 'typed by Ada',
      decision: { outcome: 'dismissed', by: { name: ben.name }, reason: 'decided by Ben' },
    })
    expect((await getCase(world.env.db, by(ben), number)).draft).toBeNull()
  })

  test('one person in two windows decides once', async () => {
    const { id } = await openCase(world)
    const { epoch } = await claim(ada, id)
    const both = await Promise.allSettled([dismiss(ada, id, epoch), dismiss(ada, id, epoch)])
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.env.db.prisma.decision.count({ where: { caseId: id } })).toBe(1)
  })
})

describe('deciding by an action', () => {
  const act = async (actor: StaffActor, { id, groupId }: Case, epoch: number, plannedVersion = 0) => {
    const suspension = {
      action: 'group.suspend' as const,
      subjectId: groupId ?? '',
      input: {},
      plannedVersion,
    }
    const decided = { caseId: id, epoch, actions: [suspension], reason: 'it is spam all over' }
    const { ledgerIds } = await decideAs(world, actor, decided)
    return { ledgerId: ledgerIds[0] ?? '' }
  }

  test('the case is decided at once and closed when OpenIM was seen to do it', async () => {
    const { groupId } = await world.group(3)
    const opened = await openCase(world, { groupId })
    const { id, number } = opened
    const { epoch } = await claim(ada, id)
    await saveDraft(world.env.db, ada.id, { caseId: id, body: 'half a sentence' })
    const { ledgerId } = await act(ada, opened, epoch)
    expect(await caseRow(id)).toMatchObject({ state: 'decided', outcome: 'acted', claimedById: null })
    const runner = startRunner(world.env, { everyMs: 50 })
    await outcomeOf(world, ledgerId)
    await runner.stop()
    const seen = await getCase(world.env.db, by(ada), number)
    expect(seen).toMatchObject({ state: 'closed', outcome: 'acted', draft: null })
    expect(seen.ledger).toMatchObject([{ id: ledgerId, state: 'verified', caseNumber: number }])
    expect(seen.decision).toMatchObject({ by: { name: ada.name }, reason: 'it is spam all over' })
    expect(await auditOf(id)).toEqual([
      'case.claimed',
      'group.suspend',
      'case.acted',
      'action.settled',
      'case.evidence_read',
    ])
  })

  test('taking the action back opens the case again, in the hands of whoever decided', async () => {
    const { groupId } = await world.group(3)
    const opened = await openCase(world, { groupId })
    const { id } = opened
    const { epoch } = await claim(ada, id)
    const { ledgerId } = await act(ada, opened, epoch)
    await world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, ledgerId, ada, 'test'))
    expect(await caseRow(id)).toMatchObject({
      state: 'open',
      outcome: null,
      claimedById: ada.id,
      epoch: epoch + 2,
    })
    const [decision] = await world.env.db.prisma.decision.findMany({ where: { caseId: id } })
    expect(decision?.revokedAt).not.toBeNull()
    await dismiss(ada, id, epoch + 2)
    expect((await auditOf(id)).slice(-3)).toEqual(['action.cancelled', 'case.reopened', 'case.dismissed'])
  })

  test('nothing is written when the group changed since it was planned, and the text is kept', async () => {
    const { groupId } = await world.group(3)
    const opened = await openCase(world, { groupId })
    const { id } = opened
    const { epoch } = await claim(ada, id)
    expect(await refusal(act(ada, opened, epoch, 7))).toMatchObject({ reason: 'subject_changed' })
    expect(await caseRow(id)).toMatchObject({ state: 'open', epoch })
    expect(await world.env.db.prisma.ledgerRow.count({ where: { caseId: id } })).toBe(0)
    const [draft] = await world.env.db.prisma.draftNote.findMany({ where: { caseId: id, staffId: ada.id } })
    expect(draft?.body).toBe('it is spam all over')
  })

  test('nothing is written when the case was decided by somebody else', async () => {
    const { groupId } = await world.group(3)
    const opened = await openCase(world, { groupId })
    const { id } = opened
    const { epoch } = await claim(ada, id)
    await dismiss(ada, id, epoch)
    expect(await refusal(act(ada, opened, epoch))).toMatchObject({ reason: 'case_not_open' })
    expect(await world.env.db.prisma.ledgerRow.count({ where: { caseId: id } })).toBe(0)
  })
})

describe('opening a closed case again', () => {
  test('gives it to whoever did and revokes the decision', async () => {
    const { id, number } = await openCase(world)
    const { epoch } = await claim(ada, id)
    await dismiss(ada, id, epoch)
    const reopened = await reopenCase(world.env.db, by(ben), { caseId: id, reason: 'new facts' })
    expect(reopened.epoch).toBe(epoch + 2)
    expect(await getCase(world.env.db, by(ben), number)).toMatchObject({
      state: 'open',
      decision: null,
      claim: { name: ben.name },
    })
  })

  test('is refused while another case about the same subject is open, naming it', async () => {
    const first = await openCase(world)
    const { epoch } = await claim(ada, first.id)
    await dismiss(ada, first.id, epoch)
    const second = await openCase(world, { groupId: first.groupId })
    const again = reopenCase(world.env.db, by(ada), { caseId: first.id, reason: 'new facts' })
    expect(await refusal(again)).toMatchObject({
      reason: 'subject_has_open_case',
      facts: { number: second.number },
    })
  })

  test('is refused while it is open', async () => {
    const { id } = await openCase(world)
    const again = reopenCase(world.env.db, by(ada), { caseId: id, reason: 'new facts' })
    expect(await refusal(again)).toMatchObject({ reason: 'case_not_closed' })
  })
})

describe('reading a case', () => {
  test('is audited once per person and hour, also from two windows at once', async () => {
    const { id, number } = await openCase(world)
    await Promise.all([1, 2, 3].map(() => getCase(world.env.db, by(ada), number)))
    await getCase(world.env.db, by(ben), number)
    expect(await auditOf(id)).toEqual(['case.evidence_read', 'case.evidence_read'])
  })

  test('shows earlier cases about the same group, newest first', async () => {
    const first = await openCase(world)
    const { epoch } = await claim(ada, first.id)
    await dismiss(ada, first.id, epoch)
    const second = await openCase(world, { groupId: first.groupId })
    const seen = await getCase(world.env.db, by(ada), second.number)
    expect(seen.history).toMatchObject([{ number: first.number, state: 'closed', outcome: 'dismissed' }])
    expect(seen.evidence.state).toBe('wanted')
  })
})
