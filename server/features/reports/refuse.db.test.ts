import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { say, tokenOf } from '@/server/testing/chat'
import { freshGroup, ofGroup, ofMessage, postReport } from '@/server/testing/reports'
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
  const group = await world.group(3)
  groupId = group.groupId
  ;[owner = '', member = '', other = ''] = group.userIds
  stranger = (await world.group(1)).userIds[0] ?? ''
  token = await tokenOf(world, member)
})
afterAll(() => world.close())

const onlyReport = (subjectKey: string) =>
  world.env.db.prisma.report.findFirstOrThrow({ where: { case: { subjectKey } } })

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
      'a copy whose sender holds half a character',
      {
        ...ofMessage({ conversationId: 'sg_1', seq: 1 }),
        copy: { contentType: 101, content: 'x', sendId: '\ud800' },
      },
      'copy.sendId',
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

  test('a reason that is no longer in use gets 400 that lists those in use', async () => {
    const { prisma } = world.env.db
    const { id, token: mine } = await freshGroup(world)
    const set = (active: boolean) => prisma.reason.update({ where: { id: 'hate' }, data: { active } })
    await set(false)
    const sent = await postReport(world, mine, ofGroup(id, { reason: 'hate' }))
    await set(true)
    expect(sent.status).toBe(400)
    expect(sent.body.errors).toEqual([
      {
        field: 'reason',
        detail:
          'must be one of child_safety, danger, threat, sexual, harassment, scam, illegal, impersonation, spam, other',
      },
    ])
    expect((await postReport(world, mine, ofGroup(id, { reason: 'hate' }))).status).toBe(201)
  })

  test('another content type gets 400', async () => {
    const sent = await postReport(world, token, ofGroup(groupId), { 'content-type': 'text/plain' })
    expect(sent).toMatchObject({ status: 400, body: { errors: [{ field: 'Content-Type' }] } })
  })

  test('a NUL and half a character in the text are kept as replacement characters', async () => {
    const { id, token: mine } = await freshGroup(world)
    expect((await postReport(world, mine, ofGroup(id, { text: 'a\0b\ud800' }))).status).toBe(201)
    expect((await onlyReport(id)).text).toBe('a\ufffdb\ufffd')
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
    const { id, reporter, token: mine } = await freshGroup(world)
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
    const { id, token: mine } = await freshGroup(world)
    await world.env.openim.groups.dismiss(id, { operationId: 'test' })
    await expect.poll(() => world.env.openim.groups.members.ids(id, { operationId: 'test' })).toEqual([])
    expect((await postReport(world, mine, ofGroup(id))).status).toBe(404)
  })
})
