import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimCase } from '@/server/features/cases/claim'
import { decideAs } from '@/server/testing/cases'
import { say, tokenOf } from '@/server/testing/chat'
import { freshGroup, ofGroup, ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const caseAbout = (subjectKey: string) =>
  world.env.db.prisma.case.findMany({
    where: { subjectKey },
    include: { reports: true, evidence: true },
    orderBy: { number: 'asc' },
  })

describe('a report that is taken', () => {
  test('opens a case with its evidence wanted, an audit row and a job, and answers 201 with an opaque number', async () => {
    const { id, boss, token: mine, reporter } = await freshGroup(world)
    const message = await say(world, boss, { groupId: id }, 'buy my coins')
    const copy = { contentType: 101, content: message.content, sendId: boss, sendTime: message.sentAt }
    const sent = await postReport(
      world,
      mine,
      ofMessage(message, { reason: 'scam', text: ' It is a scam. ', copy }),
    )
    expect(sent.status).toBe(201)
    expect(Object.keys(JSON.parse(sent.text))).toEqual(['number'])
    expect(sent.body.number).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{16}$/)
    const [opened] = await caseAbout(`sg_${id}#${message.seq}`)
    expect(opened).toMatchObject({
      subjectKind: 'message',
      groupId: id,
      userId: boss,
      clientMsgId: message.clientMsgId,
      reason: 'scam',
      severity: 2,
      state: 'open',
      reportsCount: 1,
      evidence: [{ state: 'wanted' }],
      reports: [
        {
          number: sent.body.number,
          reporterId: reporter,
          text: 'It is a scam.',
          copy,
          comparison: 'pending',
        },
      ],
    })
    const [row] = await world.env.db.prisma.auditRow.findMany({ where: { caseId: opened?.id } })
    expect(row).toMatchObject({
      actorKind: 'reporter',
      actorId: reporter,
      action: 'report.received',
      subjectKind: 'user',
      subjectId: boss,
    })
    const jobs = await superuser(`SELECT 1 FROM graphile_worker.jobs WHERE key = 'evidence:${opened?.id}'`)
    expect(jobs).toHaveLength(1)
  })

  test('stores nothing but the stated fields', async () => {
    const { id, boss, token: mine } = await freshGroup(world)
    const message = await say(world, boss, { groupId: id }, 'hello')
    const sent = await postReport(world, mine, {
      ...ofMessage(message, {
        copy: { contentType: 101, content: 'x', senderName: 'EVIL', location: { lat: 1 } },
      }),
      device: 'EVIL',
      subject: { kind: 'message', conversationId: message.conversationId, seq: message.seq, EVIL: 1 },
    })
    expect(sent.status).toBe(201)
    const rows = await superuser(`SELECT row_to_json(r)::text || (SELECT json_agg(a)::text FROM audit a) ||
      (SELECT json_agg(c)::text FROM "case" c) || (SELECT json_agg(j)::text FROM graphile_worker._private_jobs j) AS all_text
      FROM report r WHERE number = '${sent.body.number}'`)
    expect(JSON.stringify(rows)).not.toContain('EVIL')
    expect(JSON.stringify(rows)).not.toContain('location')
  })

  test('the same person on the same open case gets 200 and the same number; later text is added once', async () => {
    const { id, token: mine } = await freshGroup(world)
    const first = await postReport(world, mine, ofGroup(id, { text: 'one' }))
    const second = await postReport(world, mine, ofGroup(id, { text: 'two', reason: 'threat' }))
    const third = await postReport(world, mine, ofGroup(id, { text: 'two' }))
    expect([first.status, second.status, third.status]).toEqual([201, 200, 200])
    expect(second.body.number).toBe(first.body.number)
    const [only] = await caseAbout(id)
    expect(only).toMatchObject({ reportsCount: 1, reason: 'threat', severity: 3 })
    expect(only?.reports).toMatchObject([{ text: 'one\n\ntwo', reason: 'threat' }])
  })

  test('20 people at once make one case with 20 reports', async () => {
    const { id, userIds } = await freshGroup(world, 21)
    const tokens = await Promise.all(userIds.slice(1).map((userId) => tokenOf(world, userId)))
    const answers = await Promise.all(tokens.map((mine) => postReport(world, mine, ofGroup(id))))
    expect(answers.map((sent) => sent.status)).toEqual(Array(20).fill(201))
    expect(new Set(answers.map((sent) => sent.body.number)).size).toBe(20)
    const cases = await caseAbout(id)
    expect(cases).toHaveLength(1)
    expect(cases[0]).toMatchObject({ reportsCount: 20, evidence: [{}] })
    expect(cases[0]?.reports).toHaveLength(20)
  })

  test('one person twice in the same moment is counted once', async () => {
    const { id, token: mine } = await freshGroup(world)
    const answers = await Promise.all([1, 2, 3].map(() => postReport(world, mine, ofGroup(id))))
    expect(answers.map((sent) => sent.status).sort()).toEqual([200, 200, 201])
    expect((await caseAbout(id))[0]).toMatchObject({ reportsCount: 1 })
  })

  test('after the case closed it opens a new one that names the one before', async () => {
    const { id, token: mine } = await freshGroup(world)
    const first = await postReport(world, mine, ofGroup(id))
    const [closed] = await caseAbout(id)
    const by = { actor: await world.staff(), requestId: 'test' }
    const caseId = closed?.id ?? ''
    const { epoch } = await claimCase(world.env.db, by, caseId)
    await decideAs(world, by.actor, { caseId, epoch })
    const second = await postReport(world, mine, ofGroup(id))
    expect(second.status).toBe(201)
    expect(second.body.number).not.toBe(first.body.number)
    expect((await caseAbout(id))[1]).toMatchObject({ previousCaseId: caseId, reportsCount: 1 })
  })

  test('a message is found by its client id too, and one that was taken back can be reported', async () => {
    const { id, boss, token: mine } = await freshGroup(world)
    const message = await say(world, boss, { groupId: id }, 'gone soon')
    await world.env.openim.messages.revoke(message.conversationId, message.seq, { operationId: 'test' })
    const subject = {
      kind: 'message',
      conversationId: message.conversationId,
      clientMsgId: message.clientMsgId,
    }
    expect((await postReport(world, mine, { subject, reason: 'hate' })).status).toBe(201)
    expect(await caseAbout(`${message.conversationId}#${message.seq}`)).toHaveLength(1)
  })

  test('a message between two people can be reported by either of them only', async () => {
    const { userIds } = await world.group(3)
    const [a = '', b = '', c = ''] = userIds
    const message = await say(world, a, { userId: b }, 'psst')
    expect((await postReport(world, await tokenOf(world, b), ofMessage(message))).status).toBe(201)
    expect((await postReport(world, await tokenOf(world, c), ofMessage(message))).status).toBe(404)
    const [opened] = await caseAbout(`${message.conversationId}#${message.seq}`)
    expect(opened).toMatchObject({ userId: a, groupId: null })
  })
})

describe('too many reports', () => {
  test('the 21st of one person in 10 minutes gets 429 with the time to wait; others go on', async () => {
    const { id, userIds, token: mine } = await freshGroup(world, 4)
    const answers = await Promise.all(Array.from({ length: 21 }, () => postReport(world, mine, ofGroup(id))))
    const refused = answers.filter((sent) => sent.status === 429)
    expect(refused).toHaveLength(1)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await postReport(world, await tokenOf(world, userIds[2] ?? ''), ofGroup(id))).status).toBe(201)
  })
})

describe('while OpenIM is away', () => {
  test('who was not checked lately gets 503; who reported the same subject moments ago is still heard', async () => {
    const { id, token: known, userIds } = await freshGroup(world)
    const unknown = await tokenOf(world, userIds[2] ?? '')
    const other = await freshGroup(world)
    expect((await postReport(world, known, ofGroup(id))).status).toBe(201)
    world.sandbox.setDown(true)
    const refused = await postReport(world, unknown, ofGroup(id))
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('30')
    expect((await postReport(world, known, ofGroup(id, { text: 'more' }))).status).toBe(200)
    expect((await postReport(world, known, ofGroup(other.id))).status).toBe(503)
    expect(refused.text).not.toMatch(/imAdmin|ECONN|127\.0\.0\.1/)
    world.sandbox.setDown(false)
  })
})

async function superuser(sql: string): Promise<unknown[]> {
  const { Client } = await import('pg')
  const client = new Client({ connectionString: world.database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
