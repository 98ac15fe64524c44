import { afterAll, beforeAll, expect, test } from 'vitest'
import { tokenOf } from '@/server/testing/chat'
import { freshGroup, ofGroup, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const caseAbout = (subjectKey: string) =>
  world.env.db.prisma.case.findFirstOrThrow({
    where: { subjectKey },
    include: { reports: { orderBy: { createdAt: 'asc' } } },
  })
const auditsOf = (caseId: string) =>
  world.env.db.prisma.auditRow.findMany({ where: { caseId }, orderBy: { id: 'asc' } })

test('who joins an open case leaves the same rows as who opened it', async () => {
  const { id, userIds, token } = await freshGroup(world)
  const other = userIds[2] ?? ''
  await postReport(world, token, ofGroup(id, { text: 'one\0', language: 'en' }))
  const before = await caseAbout(id)
  const sent = await postReport(
    world,
    await tokenOf(world, other),
    ofGroup(id, { text: 'two', language: 'de' }),
  )
  expect(sent.status).toBe(201)
  const after = await caseAbout(id)
  const { reports, lastReportAt, ...rest } = after
  const { reports: _, lastReportAt: then, ...restBefore } = before
  expect(rest).toEqual({ ...restBefore, reportsCount: 2 })
  expect(lastReportAt.getTime()).toBeGreaterThanOrEqual(then.getTime())
  const [first, second] = reports
  expect(second).toMatchObject({
    ...first,
    id: second?.id,
    number: sent.body.number,
    reporterId: other,
    text: 'two',
    language: 'de',
    createdAt: second?.createdAt,
    updatedAt: second?.updatedAt,
  })
  const [opened, joined] = await auditsOf(after.id)
  const { number } = second ?? {}
  expect(joined).toMatchObject({
    ...opened,
    id: joined?.id,
    at: joined?.at,
    actorId: other,
    actorName: `Nick ${other}`,
    after: { report: number, reason: 'spam', subject: id },
    requestId: joined?.requestId,
  })
  // No row of the audit can be purged: what was said stands in the report alone.
  expect(joined?.personal).toBeNull()
})

test('a graver reason, a second report and a closed case go the whole way', async () => {
  const { id, userIds, token } = await freshGroup(world)
  await postReport(world, token, ofGroup(id))
  const another = await tokenOf(world, userIds[2] ?? '')
  expect((await postReport(world, another, ofGroup(id, { reason: 'threat' }))).status).toBe(201)
  expect(await caseAbout(id)).toMatchObject({ reason: 'threat', severity: 3, urgency: 1, reportsCount: 2 })
  expect((await postReport(world, another, ofGroup(id, { text: 'more' }))).status).toBe(200)
  expect((await caseAbout(id)).reports[1]?.text).toBe('more')
  await world.env.db.prisma.case.updateMany({
    where: { subjectKey: id },
    data: { state: 'closed', outcome: 'dismissed', closedAt: new Date() },
  })
  expect((await postReport(world, another, ofGroup(id))).status).toBe(201)
  expect(await world.env.db.prisma.case.count({ where: { subjectKey: id } })).toBe(2)
})
