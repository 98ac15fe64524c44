import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { openDb } from '@/server/db/client'
import { claimCase } from '@/server/features/cases/claim'
import { reopenCase } from '@/server/features/cases/reopen'
import { outcomeOf } from '@/server/testing/actions'
import { decideAs } from '@/server/testing/cases'
import { freshGroup, ofGroup, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { catchUpNotices } from './catch-up'
import { followUp } from './follow-up'
import { noticesOfCase, ownNotices } from './read'
import type { AfterDecision } from './schema'
import { sendNotice } from './send'
import { AFTER_DECISION } from './settings'

let world: World
let ada: StaffActor
const ACCOUNT = 'moderation_notices'

beforeAll(async () => {
  world = await testWorld({ settleMs: 300 })
  ada = await world.staff()
  await world.env.openim.notificationAccounts.add(
    { id: ACCOUNT, nickname: 'Moderation' },
    { operationId: 'test' },
  )
})
afterAll(() => world.close())
beforeEach(() => set({ accountId: ACCOUNT, samplePercent: 0 }))

/** The owners set what holds after decisions. */
async function set(changes: Partial<AfterDecision>) {
  const value = { ...AFTER_DECISION.initial, ...changes }
  const data = { value, version: 1, updatedById: ada.id }
  await world.env.db.prisma.setting.upsert({
    where: { key: AFTER_DECISION.key },
    create: { key: AFTER_DECISION.key, ...data },
    update: data,
  })
}

const by = () => ({ actor: ada, requestId: 'test' })
const notify = { reporter: true, person: true }

/** A group that one of its members reported, and its case in ada's hands. */
async function reported() {
  const group = await freshGroup(world)
  const { body } = await postReport(world, group.token, ofGroup(group.id))
  const found = await world.env.db.prisma.case.findFirstOrThrow({
    where: { groupId: group.id, state: 'open' },
  })
  await world.env.db.prisma.groupIndex.upsert({
    where: { groupId: group.id },
    create: {
      groupId: group.id,
      name: 'Chess club',
      ownerId: group.boss,
      memberCount: 3,
      status: 'normal',
      createdAt: new Date(),
      readAt: new Date(),
    },
    update: { ownerId: group.boss },
  })
  const { epoch } = await claimCase(world.env.db, by(), found.id)
  return { ...group, caseId: found.id, epoch, report: body.number ?? '' }
}

type Reported = Awaited<ReturnType<typeof reported>>

const decisionOf = (caseId: string) =>
  world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId }, orderBy: { epoch: 'desc' } })

/** Suspends the group, and waits until that holds. */
async function suspended({ caseId, epoch, id }: Reported, told = notify) {
  const action = { action: 'group.suspend' as const, subjectId: id, input: {}, plannedVersion: 0 }
  const policy = { id: 'spam', version: 1 }
  const { ledgerIds } = await decideAs(world, ada, { caseId, epoch, actions: [action], notify: told, policy })
  const runner = startRunner(world.env, { everyMs: 50 })
  await outcomeOf(world, ledgerIds[0] ?? '')
  await runner.stop()
  return await decisionOf(caseId)
}

async function sendAll(caseId: string) {
  for (const { id } of await noticesOfCase(world.env.db, caseId)) await sendNotice(world.env, id)
}

/** How many messages somebody's notification chat holds. */
const received = (userId: string) =>
  world.sandbox.store.streams.maxSeq(`sn_${[ACCOUNT, userId].sort().join('_')}`)

describe('after a decision holds', () => {
  test('whoever reported and whom it is about are told once, each of their own', async () => {
    const one = await reported()
    const { id } = await suspended(one)
    await followUp(world.env.db, id)
    await followUp(world.env.db, id)
    const notices = await noticesOfCase(world.env.db, one.caseId)
    expect(notices.map(({ kind, userId, state }) => ({ kind, userId, state }))).toEqual(
      expect.arrayContaining([
        { kind: 'statement', userId: one.boss, state: 'due' },
        { kind: 'outcome', userId: one.reporter, state: 'due' },
      ]),
    )
    expect(notices).toHaveLength(2)
    const [outcome] = await ownNotices(world.env.db, one.reporter)
    expect(outcome?.text).toContain(one.report)
    for (const secret of [one.boss, ada.name, 'spam']) expect(outcome?.text).not.toContain(secret)
    const [statement] = await ownNotices(world.env.db, one.boss)
    expect(statement?.text).toContain('nobody can write in the group')
    expect(statement?.text).toContain('No unasked advertising')
    expect(statement?.text).toContain(statement?.number ?? 'no number')
    for (const secret of [one.report, one.reporter, ada.name]) expect(statement?.text).not.toContain(secret)
  })

  test('they are sent from the account, and read back', async () => {
    const one = await reported()
    const { id } = await suspended(one)
    await followUp(world.env.db, id)
    await sendAll(one.caseId)
    await sendAll(one.caseId)
    const notices = await noticesOfCase(world.env.db, one.caseId)
    expect(notices.map(({ state }) => state)).toEqual(['sent', 'sent'])
    const rows = await world.env.db.prisma.auditRow.findMany({
      where: { caseId: one.caseId, action: 'notice.sent' },
    })
    expect(rows).toHaveLength(2)
    await expect.poll(() => [received(one.boss), received(one.reporter)]).toEqual([1, 1])
  })

  test('nothing is told that the decision did not say', async () => {
    const one = await reported()
    const { id } = await suspended(one, { reporter: false, person: false })
    await followUp(world.env.db, id)
    expect(await noticesOfCase(world.env.db, one.caseId)).toEqual([])
  })

  test('no violation is told to whoever reported alone, and not once it was revoked', async () => {
    const one = await reported()
    await decideAs(world, ada, { caseId: one.caseId, epoch: one.epoch, notify })
    const decision = await decisionOf(one.caseId)
    await reopenCase(world.env.db, by(), { caseId: one.caseId, reason: 'too fast' })
    await followUp(world.env.db, decision.id)
    expect(await noticesOfCase(world.env.db, one.caseId)).toEqual([])
    const { epoch } = await world.env.db.prisma.case.findUniqueOrThrow({ where: { id: one.caseId } })
    await decideAs(world, ada, { caseId: one.caseId, epoch, notify })
    await followUp(world.env.db, (await decisionOf(one.caseId)).id)
    expect(await noticesOfCase(world.env.db, one.caseId)).toMatchObject([
      { kind: 'outcome', userId: one.reporter },
    ])
  })

  test('another decision corrects what was told, whatever it says', async () => {
    const one = await reported()
    await decideAs(world, ada, { caseId: one.caseId, epoch: one.epoch, notify })
    await followUp(world.env.db, (await decisionOf(one.caseId)).id)
    const { epoch } = await reopenCase(world.env.db, by(), { caseId: one.caseId, reason: 'new facts' })
    const { id } = await suspended({ ...one, epoch }, { reporter: false, person: false })
    await followUp(world.env.db, id)
    const told = await ownNotices(world.env.db, one.reporter)
    expect(told.map(({ kind }) => kind)).toEqual(['correction', 'outcome'])
    expect(told[0]?.text).toContain('it breaks our rules')
  })

  test('without an account they are kept for the API', async () => {
    await set({ accountId: null, samplePercent: 0 })
    const one = await reported()
    await followUp(world.env.db, (await suspended(one)).id)
    await sendAll(one.caseId)
    expect((await noticesOfCase(world.env.db, one.caseId)).map(({ state }) => state)).toEqual([
      'kept',
      'kept',
    ])
  })
})

describe('where OpenIM is unwell', () => {
  const due = async () => {
    const one = await reported()
    await followUp(world.env.db, (await suspended(one, { reporter: true, person: false })).id)
    const [notice] = await noticesOfCase(world.env.db, one.caseId)
    return { one, id: notice?.id ?? '' }
  }
  /** Sent exactly once, and in the person's chat, into which OpenIM writes it some time after its answer. */
  const arrivedOnce = async (id: string, userId: string) => {
    const sent = world.sandbox.calls.of('/msg/send_msg').filter((call) => call.ran && call.operationID === id)
    expect(sent).toHaveLength(1)
    await expect.poll(() => received(userId)).toBe(1)
  }
  const stateOf = async (id: string) =>
    (await world.env.db.prisma.notice.findUniqueOrThrow({ where: { id } })).state

  test.each(['timeout-after', 'reset-after', 'code-500-after', 'error-after'] as const)(
    '%s: it was sent, and is not sent again',
    async (kind) => {
      const { id, one } = await due()
      world.sandbox.addFaults([{ route: '/msg/send_msg', kind }])
      await sendNotice(world.env, id).catch(() => undefined)
      world.sandbox.faults.clear()
      await sendNotice(world.env, id)
      expect(await stateOf(id)).toBe('sent')
      await arrivedOnce(id, one.reporter)
    },
  )

  test.each(['timeout-before', 'reset-before', 'code-500-before'] as const)(
    '%s: it was not, and is sent afterwards',
    async (kind) => {
      const { id, one } = await due()
      world.sandbox.addFaults([{ route: '/msg/send_msg', kind }])
      await sendNotice(world.env, id).catch(() => undefined)
      world.sandbox.faults.clear()
      expect(await stateOf(id)).toBe('sending')
      await sendNotice(world.env, id)
      expect(await stateOf(id)).toBe('sent')
      await arrivedOnce(id, one.reporter)
    },
  )

  test('two workers that are at one at once send it once', async () => {
    const { id, one } = await due()
    const other = openDb(world.database.url)
    world.sandbox.addFaults([{ route: '/msg/send_msg', kind: 'delay', ms: 400 }])
    const first = sendNotice(world.env, id)
    await expect.poll(() => stateOf(id)).toBe('sending')
    await sendNotice({ ...world.env, db: other }, id)
    await first
    await other.close()
    world.sandbox.faults.clear()
    expect(await stateOf(id)).toBe('sent')
    await arrivedOnce(id, one.reporter)
  })

  test('an account that may not send ends it', async () => {
    await set({ accountId: `nobody_${randomUUID().slice(0, 8)}`, samplePercent: 0 })
    const { id } = await due()
    await sendNotice(world.env, id)
    expect(await stateOf(id)).toBe('failed')
  })

  test('what was left behind is asked for again', async () => {
    const { id } = await due()
    await world.env.db.prisma.notice.update({
      where: { id },
      data: { createdAt: new Date(Date.now() - 600_000) },
    })
    expect(await catchUpNotices(world.env.db)).toBeGreaterThan(0)
  })
})
