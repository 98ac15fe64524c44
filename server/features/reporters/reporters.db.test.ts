import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { decideReview } from '@/server/features/appeals/decide-review'
import { openReview } from '@/server/features/appeals/open-review'
import { claimCase } from '@/server/features/cases/claim'
import { getCase } from '@/server/features/cases/get'
import { reopenCase } from '@/server/features/cases/reopen'
import { decideAs } from '@/server/testing/cases'
import { tokenOf } from '@/server/testing/chat'
import { freshGroup, ofGroup, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { muteReporter, unmuteReporter } from './mute'
import { mutedReporters, reportersKnown } from './record'
import { INTAKE_RULES } from './rules'
import { detectorId, type IntakeRules } from './schema'

let world: World
let actor: StaffActor
let second: StaffActor

beforeAll(async () => {
  world = await testWorld()
  actor = await world.staff('owner')
  second = await world.staff()
})
afterAll(() => world.close())

const by = (who = actor) => ({ actor: who, requestId: 'test' })
const known = async (id: string) => (await reportersKnown(world.env.db.prisma, [id]))(id)
const caseAbout = (subjectKey: string) =>
  world.env.db.prisma.case.findFirstOrThrow({ where: { subjectKey }, orderBy: { number: 'desc' } })

async function dismissed(id: string) {
  const { id: caseId } = await caseAbout(id)
  const { epoch } = await claimCase(world.env.db, by(), caseId)
  await decideAs(world, actor, { caseId, epoch })
  return caseId
}

async function set(rules: Partial<IntakeRules>) {
  const value = { ...INTAKE_RULES.initial, ...rules }
  await world.env.db.prisma.setting.upsert({
    where: { key: INTAKE_RULES.key },
    create: { key: INTAKE_RULES.key, value, updatedById: actor.id },
    update: { value },
  })
}

/** Each count again, from the cases themselves. */
async function recounted(reporterId: string) {
  const { rows } = await world.database.pool.query<{ upheld: number; dismissed: number }>(
    `SELECT count(*) FILTER (WHERE counted = 'upheld')::integer AS upheld,
       count(*) FILTER (WHERE counted = 'dismissed')::integer AS dismissed
     FROM (SELECT DISTINCT c.id, c.counted FROM report r JOIN "case" c ON c.id = r.case_id WHERE r.reporter_id = $1) x`,
    [reporterId],
  )
  return rows[0]
}

describe('a track record', () => {
  test('counts a decision for everybody who reported, once, and takes it back with it', async () => {
    const { id, reporter, token } = await freshGroup(world)
    await postReport(world, token, ofGroup(id))
    await postReport(world, token, ofGroup(id, { text: 'again' }))
    expect(await known(reporter)).toMatchObject({ upheld: 0, dismissed: 0 })
    const caseId = await dismissed(id)
    expect(await known(reporter)).toMatchObject({ upheld: 0, dismissed: 1 })
    await reopenCase(world.env.db, by(), { caseId, reason: 'it was wrong' })
    expect(await known(reporter)).toMatchObject({ upheld: 0, dismissed: 0 })
    await dismissed(id)
    expect(await known(reporter)).toMatchObject({ upheld: 0, dismissed: 1 })
    expect(await recounted(reporter)).toEqual({ upheld: 0, dismissed: 1 })
  })

  test('counts actions once they hold', async () => {
    const { prisma } = world.env.db
    const { id, reporter, token } = await freshGroup(world)
    await postReport(world, token, ofGroup(id))
    const { id: caseId } = await caseAbout(id)
    await prisma.case.update({ where: { id: caseId }, data: { state: 'decided', outcome: 'acted' } })
    expect(await known(reporter)).toMatchObject({ upheld: 0 })
    await prisma.case.update({ where: { id: caseId }, data: { state: 'closed', closedAt: new Date() } })
    expect(await known(reporter)).toMatchObject({ upheld: 1 })
    await prisma.case.update({
      where: { id: caseId },
      data: { state: 'open', outcome: null, closedAt: null },
    })
    expect(await known(reporter)).toMatchObject({ upheld: 0, dismissed: 0 })
  })

  test('follows a second look: what it overturned counts as what it found', async () => {
    const { prisma } = world.env.db
    const { id, reporter, token } = await freshGroup(world)
    await postReport(world, token, ofGroup(id))
    const caseId = await dismissed(id)
    const decision = await prisma.decision.findFirstOrThrow({ where: { caseId }, include: { case: true } })
    const review = await prisma.$transaction((tx) => openReview(tx, 'sample', decision))
    const { epoch } = await claimCase(world.env.db, by(second), review.id)
    const verdict = { caseId: review.id, epoch, violation: true, reason: 'it does break the rules' }
    const { overturned } = await decideReview(world.env, by(second), verdict)
    expect(overturned).toBe(true)
    // The case is open again: nothing counts until it is decided anew.
    expect(await known(reporter)).toMatchObject({ upheld: 0, dismissed: 0 })
    expect(await recounted(reporter)).toEqual({ upheld: 0, dismissed: 0 })
  })

  test('follows an action that was overturned, and the second look being opened again', async () => {
    const { prisma } = world.env.db
    const { id, reporter, token } = await freshGroup(world)
    await postReport(world, token, ofGroup(id))
    const { id: caseId } = await caseAbout(id)
    const decision = await prisma.decision.create({
      data: { caseId, staffId: actor.id, epoch: 1, outcome: 'acted', reason: new Uint8Array([1]) },
      include: { case: true },
    })
    await prisma.case.update({
      where: { id: caseId },
      data: { state: 'closed', outcome: 'acted', closedAt: new Date() },
    })
    expect(await known(reporter)).toMatchObject({ upheld: 1, dismissed: 0 })
    const review = await prisma.$transaction((tx) => openReview(tx, 'appeal', decision))
    const close = { state: 'closed', outcome: 'overturned', closedAt: new Date() } as const
    await prisma.case.update({ where: { id: review.id }, data: close })
    expect(await known(reporter)).toMatchObject({ upheld: 0, dismissed: 1 })
    await prisma.case.update({
      where: { id: review.id },
      data: { state: 'open', outcome: null, closedAt: null },
    })
    expect(await known(reporter)).toMatchObject({ upheld: 1, dismissed: 0 })
  })

  test('stays exact while many cases of the same people close and open at once', async () => {
    const { prisma } = world.env.db
    const people = Array.from({ length: 6 }, () => `p${randomUUID().slice(0, 8)}`)
    const cases = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const key = `g${randomUUID().slice(0, 8)}`
        const about = { subjectKind: 'group', subjectKey: key, groupId: key, subjectName: key } as const
        const { id: caseId } = await prisma.case.create({ data: { ...about, reason: 'spam', severity: 1 } })
        const { id: subjectId } = await prisma.caseSubject.findFirstOrThrow({ where: { caseId } })
        const some = people.filter((_, at) => (at + i) % 3 !== 0)
        await prisma.report.createMany({
          data: some.map((reporterId) => ({
            caseId,
            subjectId,
            reporterId,
            reason: 'spam',
            number: randomUUID(),
          })),
        })
        return caseId
      }),
    )
    const outcomes = [null, 'acted', 'dismissed'] as const
    const change = (id: string, at: number) => {
      const outcome = outcomes[at % 3] ?? null
      const closedAt = outcome && new Date()
      return prisma.case.update({
        where: { id },
        data: { state: outcome ? 'closed' : 'open', outcome, closedAt },
      })
    }
    for (let round = 0; round < 5; round++) await Promise.all(cases.map((id, at) => change(id, at + round)))
    for (const person of people) {
      const { upheld, dismissed: no } = await known(person)
      expect({ upheld, dismissed: no }).toEqual(await recounted(person))
    }
  })

  test('stands beside the report and moves its deadline', async () => {
    const { prisma } = world.env.db
    const { id, reporter, token } = await freshGroup(world)
    await prisma.reporterRecord.create({ data: { reporterId: reporter, upheld: 4 } })
    await postReport(world, token, ofGroup(id))
    const { number, deadlineAt, openedAt } = await caseAbout(id)
    const { deadlineMs } = await prisma.reason.findUniqueOrThrow({ where: { id: 'spam' } })
    const took = deadlineAt.getTime() - openedAt.getTime()
    expect(Math.abs(took - 0.75 * Number(deadlineMs))).toBeLessThan(5_000)
    const { reportsList } = await getCase(world.env.db, by(), number)
    expect(reportsList[0]?.reporter).toMatchObject({
      id: reporter,
      upheld: 4,
      dismissed: 0,
      mutedUntil: null,
    })
  })

  test('weighs nothing where the owners say so, and never in an emergency', async () => {
    const { prisma } = world.env.db
    const deadline = async (reason: string) => {
      const { id, reporter, token } = await freshGroup(world)
      await prisma.reporterRecord.create({ data: { reporterId: reporter, dismissed: 40 } })
      await postReport(world, token, ofGroup(id, { reason }))
      const { deadlineAt, openedAt } = await caseAbout(id)
      const { deadlineMs } = await prisma.reason.findUniqueOrThrow({ where: { id: reason } })
      return (deadlineAt.getTime() - openedAt.getTime()) / Number(deadlineMs)
    }
    expect(await deadline('spam')).toBeGreaterThan(1.4)
    expect(await deadline('danger')).toBeCloseTo(1, 2)
    await set({ weigh: false })
    expect(await deadline('spam')).toBeCloseTo(1, 2)
    await set({})
  })
})

describe('a muted reporter', () => {
  const reason = 'sends the same report every day'
  const later = () => Date.now() + 3_600_000

  test('is told so, with when it ends, and is heard again after it', async () => {
    const { id, reporter, token } = await freshGroup(world)
    const other = await freshGroup(world)
    await postReport(world, token, ofGroup(id))
    await muteReporter(world.env.db, by(), { reporterId: reporter, until: later(), reason })
    const sent = await postReport(world, token, ofGroup(id, { text: 'more' }))
    expect(sent.status).toBe(429)
    expect(JSON.parse(sent.text)).toMatchObject({ code: 'reporter_muted' })
    expect(Number(sent.headers.get('retry-after'))).toBeGreaterThan(3_500)
    expect((await postReport(world, other.token, ofGroup(other.id))).status).toBe(201)
    expect(await mutedReporters(world.env.db)).toMatchObject([{ reporterId: reporter, by: actor.name }])
    await unmuteReporter(world.env.db, by(), { reporterId: reporter })
    expect((await postReport(world, token, ofGroup(id, { text: 'more' }))).status).toBe(200)
    expect(await mutedReporters(world.env.db)).toEqual([])
    const rows = await world.env.db.prisma.auditRow.findMany({
      where: { subjectId: reporter, action: { startsWith: 'reporter.' } },
      orderBy: { id: 'asc' },
    })
    expect(rows.map(({ action }) => action)).toEqual(['reporter.muted', 'reporter.unmuted'])
    const again = unmuteReporter(world.env.db, by(), { reporterId: reporter })
    await expect(again).rejects.toMatchObject({ reason: 'reporter_not_muted' })

    await muteReporter(world.env.db, by(), { reporterId: reporter, until: later(), reason })
    const ended = { mutedUntil: new Date(Date.now() - 1) }
    await world.env.db.prisma.reporterRecord.update({ where: { reporterId: reporter }, data: ended })
    expect((await postReport(world, token, ofGroup(id, { text: 'and more' }))).status).toBe(200)
    expect(await mutedReporters(world.env.db)).toEqual([])
  })

  test('is heard in an emergency, once an hour', async () => {
    const { id, boss, reporter, token } = await freshGroup(world)
    await postReport(world, token, ofGroup(id))
    await muteReporter(world.env.db, by(), { reporterId: reporter, until: later(), reason })
    expect((await postReport(world, token, ofGroup(id, { reason: 'danger' }))).status).toBe(200)
    const second = { subject: { kind: 'user', userId: boss }, reason: 'danger' }
    expect((await postReport(world, token, second)).status).toBe(429)
  })

  test('has to be somebody who reported', async () => {
    const nobody = muteReporter(world.env.db, by(), {
      reporterId: detectorId('none'),
      until: later(),
      reason,
    })
    await expect(nobody).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('limits', () => {
  test('of reports about one subject hold, emergencies apart', async () => {
    await set({ perSubject: 2 })
    const { id, userIds } = await freshGroup(world, 6)
    const tokens = await Promise.all(userIds.slice(1).map((userId) => tokenOf(world, userId)))
    const send = (at: number, reason = 'spam') => postReport(world, tokens[at] ?? '', ofGroup(id, { reason }))
    expect([(await send(0)).status, (await send(1)).status]).toEqual([201, 201])
    const third = await send(2)
    expect(third.status).toBe(429)
    expect(JSON.parse(third.text)).toMatchObject({ code: 'too_many_of_subject' })
    expect((await send(3, 'danger')).status).toBe(201)
    await set({})
  })

  test('of one reporter are what the owners set', async () => {
    await set({ perReporter: 1 })
    const { id, token } = await freshGroup(world)
    expect((await postReport(world, token, ofGroup(id))).status).toBe(201)
    const more = await postReport(world, token, ofGroup(id, { text: 'more' }))
    expect(more.status).toBe(429)
    expect(JSON.parse(more.text)).toMatchObject({ code: 'too_many_reports' })
    await set({})
  })
})
