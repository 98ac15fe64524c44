import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimCase } from '@/server/features/cases/claim'
import { dismissCase } from '@/server/features/cases/dismiss'
import { say, tokenOf } from '@/server/testing/chat'
import { ofGroup, ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let groupId: string
let owner: string
let member: string
let other: string
let stranger: string
let token: string

beforeAll(async () => {
  world = await testWorld()
  const group = await world.group(30)
  groupId = group.groupId
  ;[owner = '', member = '', other = ''] = group.userIds
  stranger = (await world.group(1)).userIds[0] ?? ''
  token = await tokenOf(world, member)
})
afterAll(() => world.close())

const caseAbout = (subjectKey: string) =>
  world.env.db.prisma.case.findMany({
    where: { subjectKey },
    include: { reports: true, evidence: true },
    orderBy: { number: 'asc' },
  })

/** A group of its own, so that limits and cases of one test do not meet another's. */
async function freshGroup(size = 3) {
  const { groupId: id, userIds } = await world.group(size)
  const [boss = '', reporter = ''] = userIds
  return { id, userIds, boss, reporter, token: await tokenOf(world, reporter) }
}

describe('a report that is taken', () => {
  test('opens a case with its evidence wanted, an audit row and a job, and answers 201 with an opaque number', async () => {
    const { id, boss, token: mine, reporter } = await freshGroup()
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
    const { id, boss, token: mine } = await freshGroup()
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
    const { id, token: mine } = await freshGroup()
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
    const { id, userIds } = await freshGroup(21)
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
    const { id, token: mine } = await freshGroup()
    const answers = await Promise.all([1, 2, 3].map(() => postReport(world, mine, ofGroup(id))))
    expect(answers.map((sent) => sent.status).sort()).toEqual([200, 200, 201])
    expect((await caseAbout(id))[0]).toMatchObject({ reportsCount: 1 })
  })

  test('after the case closed it opens a new one that names the one before', async () => {
    const { id, token: mine } = await freshGroup()
    const first = await postReport(world, mine, ofGroup(id))
    const [closed] = await caseAbout(id)
    const by = { actor: await world.staff(), requestId: 'test' }
    const caseId = closed?.id ?? ''
    const { epoch } = await claimCase(world.env.db, by, caseId)
    await dismissCase(world.env.db, by, { caseId, epoch, reason: 'nothing here' })
    const second = await postReport(world, mine, ofGroup(id))
    expect(second.status).toBe(201)
    expect(second.body.number).not.toBe(first.body.number)
    expect((await caseAbout(id))[1]).toMatchObject({ previousCaseId: caseId, reportsCount: 1 })
  })

  test('a message is found by its client id too, and one that was taken back can be reported', async () => {
    const { id, boss, token: mine } = await freshGroup()
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

describe('what is not a report', () => {
  const big = 'x'.repeat(64 * 1024)
  test.each([
    ['broken JSON', '{"subject":', 'body'],
    ['no JSON object', '[]', 'body'],
    ['null', 'null', 'body'],
    ['too large a body', { text: big }, 'body'],
    ['no subject', { reason: 'spam' }, 'subject'],
    ['an unknown kind', { subject: { kind: 'room' }, reason: 'spam' }, 'subject.kind'],
    ['no group id', { subject: { kind: 'group' }, reason: 'spam' }, 'subject.groupId'],
    ['a number as id', { subject: { kind: 'user', userId: 7 }, reason: 'spam' }, 'subject.userId'],
    ['a NUL in an id', { subject: { kind: 'group', groupId: 'a\0b' }, reason: 'spam' }, 'subject.groupId'],
    [
      'neither seq nor id',
      { subject: { kind: 'message', conversationId: 'sg_1' }, reason: 'spam' },
      'subject.seq',
    ],
    [
      'seq 0',
      { subject: { kind: 'message', conversationId: 'sg_1', seq: 0 }, reason: 'spam' },
      'subject.seq',
    ],
    ['an unknown reason', { subject: { kind: 'group', groupId: 'g' }, reason: 'boring' }, 'reason'],
    ['no reason', { subject: { kind: 'group', groupId: 'g' } }, 'reason'],
    [
      'a long text',
      { subject: { kind: 'group', groupId: 'g' }, reason: 'spam', text: 'x'.repeat(2001) },
      'text',
    ],
    ['a copy of a group', { ...ofGroup('g'), copy: { contentType: 101, content: '' } }, 'copy'],
    [
      'a copy above 16 KiB',
      {
        ...ofMessage({ conversationId: 'sg_1', seq: 1 }),
        copy: { contentType: 101, content: '漢'.repeat(6_000) },
      },
      'copy.content',
    ],
    [
      'a copy without type',
      { ...ofMessage({ conversationId: 'sg_1', seq: 1 }), copy: { content: 'x' } },
      'copy.contentType',
    ],
  ])('%s gets 400 that names the field', async (_name, body, field) => {
    const mine = await tokenOf(world, (await world.group(1)).userIds[0] ?? '')
    const sent = await postReport(world, mine, body)
    expect(sent.status).toBe(400)
    expect(sent.headers.get('content-type')).toBe('application/problem+json')
    expect(sent.body.errors?.map((error) => error.field)).toContain(field)
  })

  test('another content type gets 400', async () => {
    const sent = await postReport(world, token, ofGroup(groupId), { 'content-type': 'text/plain' })
    expect(sent).toMatchObject({ status: 400, body: { errors: [{ field: 'Content-Type' }] } })
  })

  test('a NUL and half a character in the text are kept as replacement characters', async () => {
    const { id, token: mine } = await freshGroup()
    expect((await postReport(world, mine, ofGroup(id, { text: 'a\0b\ud800' }))).status).toBe(201)
    expect((await caseAbout(id))[0]?.reports[0]?.text).toBe('a\ufffdb\ufffd')
  })

  test('oneself and one’s own message get 400', async () => {
    const mine = await say(world, member, { groupId }, 'I said it')
    const self = { subject: { kind: 'user', userId: member }, reason: 'spam' }
    expect(await postReport(world, token, self)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'subject.userId' }] },
    })
    expect(await postReport(world, token, ofMessage(mine))).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'subject' }] },
    })
  })
})

describe('a token', () => {
  test.each([
    ['none', null],
    ['noise', 'noise'],
    ['one signed by somebody else', 'eyJhbGciOiJIUzI1NiJ9.eyJVc2VySUQiOiJ4In0.c2ln'],
  ])('%s gets 401', async (_name, bad) => {
    const sent = await postReport(world, bad, ofGroup(groupId))
    expect(sent.status).toBe(401)
    expect(sent.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('one that was signed out gets 401', async () => {
    const { id, reporter, token: mine } = await freshGroup()
    await world.env.openim.auth.forceLogout(reporter, 2, { operationId: 'test' })
    expect((await postReport(world, mine, ofGroup(id))).status).toBe(401)
  })

  test('an administrator’s token is nobody who reports', async () => {
    const { token: admin } = await world.env.db.prisma.openimToken.findFirstOrThrow()
    expect((await postReport(world, admin, ofGroup(groupId))).status).toBe(403)
  })
})

describe('what a reporter cannot see', () => {
  test('gets the same 404, byte for byte, as what does not exist', async () => {
    const outsider = await tokenOf(world, stranger)
    const message = await say(world, owner, { groupId }, 'members only')
    const hidden = await say(world, owner, { userId: other }, 'for one person')
    const bodies = [
      ofGroup(groupId),
      ofGroup('no-such-group'),
      ofMessage(message),
      ofMessage({ conversationId: message.conversationId, seq: 999_999 }),
      ofMessage({ conversationId: 'sg_no-such-group', seq: 1 }),
      ofMessage(hidden),
      ofMessage({ conversationId: `si_${stranger}_${owner}`, seq: 1 }),
      ofMessage({ conversationId: `n_${groupId}`, seq: 1 }),
      {
        subject: { kind: 'message', conversationId: message.conversationId, clientMsgId: 'none' },
        reason: 'spam',
      },
      { subject: { kind: 'user', userId: 'nobody' }, reason: 'spam' },
    ]
    const answers = []
    for (const body of bodies) answers.push(await postReport(world, outsider, body))
    expect(answers.map((sent) => sent.status)).toEqual(bodies.map(() => 404))
    const bytes = answers.map((sent) => `${sent.text} ${JSON.stringify([...sent.headers])}`)
    expect(new Set(bytes).size).toBe(1)
  })

  test('is not found with a client id that belongs to another seq', async () => {
    const message = await say(world, owner, { groupId }, 'one')
    const subject = { ...ofMessage(message).subject, clientMsgId: 'another' }
    expect((await postReport(world, token, { subject, reason: 'spam' })).status).toBe(404)
  })

  test('a dismissed group is seen by nobody any more', async () => {
    const { id, token: mine } = await freshGroup()
    await world.env.openim.groups.dismiss(id, { operationId: 'test' })
    await expect.poll(() => world.env.openim.groups.members.ids(id, { operationId: 'test' })).toEqual([])
    expect((await postReport(world, mine, ofGroup(id))).status).toBe(404)
  })
})

describe('too many reports', () => {
  test('the 21st of one person in 10 minutes gets 429 with the time to wait; others go on', async () => {
    const { id, userIds, token: mine } = await freshGroup(4)
    const answers = await Promise.all(Array.from({ length: 21 }, () => postReport(world, mine, ofGroup(id))))
    const refused = answers.filter((sent) => sent.status === 429)
    expect(refused).toHaveLength(1)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await postReport(world, await tokenOf(world, userIds[2] ?? ''), ofGroup(id))).status).toBe(201)
  })
})

describe('while OpenIM is away', () => {
  test('who was not checked lately gets 503; who reported the same subject moments ago is still heard', async () => {
    const { id, token: known, userIds } = await freshGroup()
    const unknown = await tokenOf(world, userIds[2] ?? '')
    const other = await freshGroup()
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
