import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchEvidence } from '@/server/features/evidence/fetch'
import { readPart } from '@/server/features/evidence/part'
import type { Message } from '@/server/openim/message-schema'
import { say, tokenOf } from '@/server/testing/chat'
import { ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { getCase } from './get'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const by = async () => ({ actor: await world.staff(), requestId: 'test' })

async function report(reporter: string, message: Message, more: object): Promise<string> {
  const sent = await postReport(world, await tokenOf(world, reporter), ofMessage(message, more))
  const { caseId } = await world.env.db.prisma.report.findUniqueOrThrow({
    where: { number: sent.body.number ?? '' },
  })
  return caseId
}

test('several messages of one sender are parts of one case; the gravest reason and fullest text come first', async () => {
  const { groupId, userIds } = await world.group(5)
  const [, sender = '', one = '', two = '', three = ''] = userIds
  const first = await say(world, sender, { groupId }, 'buy cheap followers')
  const second = await say(world, sender, { groupId }, 'or I come and find you')
  const caseId = await report(one, first, { reason: 'spam', text: 'a very long text about spam' })
  expect(await report(two, second, { reason: 'threat', text: 'short' })).toBe(caseId)
  expect(await report(three, second, { reason: 'threat', text: 'he threatens us' })).toBe(caseId)
  await fetchEvidence(world.env, caseId)
  const { number } = await world.env.db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
  const detail = await getCase(world.env.db, await by(), number)

  expect(detail.subjectsCount).toBe(2)
  expect(detail.parts.map(({ preview, reports }) => [preview, reports])).toEqual([
    ['buy cheap followers', 1],
    ['or I come and find you', 2],
  ])
  expect(detail.evidence.subjectId).toBe(detail.parts[1]?.id)
  expect(detail.evidence.messages.find(({ reported }) => reported)?.text).toBe('or I come and find you')
  expect(detail.reportsList.map(({ severity, text }) => [severity, text])).toEqual([
    [1, 'a very long text about spam'],
    [3, 'short'],
    [3, 'he threatens us'],
  ])

  const other = await readPart(world.env.db, await by(), detail.parts[0]?.id ?? '')
  expect(other.reports.map(({ text }) => text)).toEqual(['a very long text about spam'])
  expect(other.evidence.messages.find(({ reported }) => reported)?.text).toBe('buy cheap followers')
})

test('the report to read first is shown however many came before it', async () => {
  const { groupId, userIds } = await world.group(3)
  const [, sender = '', one = ''] = userIds
  const message = await say(world, sender, { groupId }, 'to be reported often')
  const caseId = await report(one, message, { reason: 'spam' })
  const { id: subjectId } = await world.env.db.prisma.caseSubject.findFirstOrThrow({ where: { caseId } })
  await world.env.db.prisma.report.createMany({
    data: Array.from({ length: 300 }, (_, i) => ({
      number: `R-MANY${i}`,
      caseId,
      subjectId,
      reporterId: `reporter${i}`,
      reason: i === 290 ? 'threat' : 'spam',
      text: i === 290 ? 'the grave one' : '',
      createdAt: new Date(Date.now() + i),
    })),
  })
  const { number } = await world.env.db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
  const { reportsList } = await getCase(world.env.db, await by(), number)
  expect(reportsList).toHaveLength(200)
  expect(reportsList.map(({ text }) => text)).toContain('the grave one')
})

test('what came before about the accused is counted, and listed with what was done', async () => {
  const { groupId, userIds } = await world.group(4)
  const [, sender = '', one = ''] = userIds
  const outcomes = ['dismissed', 'acted', 'acted'] as const
  const actor = await world.staff()
  const opened = { openedAt: new Date(Date.now() - 3_600_000), closedAt: new Date() }
  const about = {
    subjectKind: 'user',
    userId: sender,
    subjectName: 'Sender',
    reason: 'spam',
    severity: 1,
  } as const
  for (const [i, outcome] of outcomes.entries()) {
    const earlier = await world.env.db.prisma.case.create({
      data: { ...about, ...opened, subjectKey: `${sender}#${i}`, state: 'closed', outcome },
    })
    if (i < 2) continue
    const decision = await world.env.db.prisma.decision.create({
      data: { caseId: earlier.id, staffId: actor.id, epoch: 1, outcome, reason: new Uint8Array([1]) },
    })
    await world.env.db.prisma.case.create({
      data: {
        ...about,
        ...opened,
        subjectKey: `${sender}#again`,
        type: 'appeal',
        reviewOfId: decision.id,
        state: 'closed',
        outcome: 'overturned',
      },
    })
  }
  const message = await say(world, sender, { groupId }, 'once more')
  const caseId = await report(one, message, { reason: 'spam' })
  const { number } = await world.env.db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
  const detail = await getCase(world.env.db, await by(), number)
  expect(detail.subject.priors).toEqual({ cases: 3, acted: 1, dismissed: 1, overturned: 1, open: 0 })
  expect(detail.history.map(({ outcome, overturned }) => `${outcome} ${overturned}`).sort()).toEqual([
    'acted false',
    'acted true',
    'dismissed false',
  ])
})
