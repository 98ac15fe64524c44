import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ok, ScriptedOpenim } from './scripted-openim'
import { failureOf } from './test-failure-of'

const op = { operationId: 'op-1' }
let server: ScriptedOpenim
beforeEach(async () => {
  server = new ScriptedOpenim()
  await server.listen()
})
afterEach(() => server.close())

const gone = 4
const message = (seq: number, changes: object = {}) => ({
  sendID: 'u1',
  recvID: '',
  groupID: 'g1',
  clientMsgID: `c${seq}`,
  serverMsgID: `s${seq}`,
  senderPlatformID: 5,
  senderNickname: 'Noor',
  senderFaceURL: '',
  sessionType: 3,
  contentType: 101,
  content: Buffer.from(`{"content":"${seq}"}`).toString('base64'),
  seq,
  sendTime: 1_000 + seq,
  createTime: 1_000 + seq,
  status: 2,
  ...changes,
})
const hidden = (seq: number) => message(seq, { status: gone, content: null, contentType: 0, sendID: '' })

const pulled = z.object({
  userID: z.string(),
  seqRanges: z.tuple([z.object({ begin: z.int(), end: z.int(), num: z.int() })]).optional(),
})

/** A chat as each of its people sees it; the first is the owner. */
function chatSeenAs(views: Record<string, ReturnType<typeof message>[]>) {
  const asked: string[] = []
  const highest = Math.max(
    0,
    ...Object.values(views)
      .flat()
      .map((one) => one.seq),
  )
  const openim = server.client({
    fetch: async (url, init) => {
      const { pathname } = new URL(url)
      if (pathname === '/auth/get_admin_token') return fetch(url, init)
      const body: unknown = JSON.parse(String(init.body))
      if (pathname === '/group/get_group_member_list') return new Response(ok(memberPage(Object.keys(views))))
      const { userID, seqRanges } = pulled.parse(body)
      if (seqRanges === undefined) return new Response(ok({ seqs: { sg_g1: { maxSeq: highest } } }))
      asked.push(userID)
      const [{ begin, end, num }] = seqRanges
      const inside = (views[userID] ?? []).filter(({ seq }) => seq >= begin && seq <= end).slice(-num)
      return new Response(ok(inside.length === 0 ? {} : { msgs: { sg_g1: { Msgs: inside } } }))
    },
  })
  return { openim, asked }
}

function memberPage(ids: readonly string[]) {
  const members = ids.map((userID, n) => ({
    groupID: 'g1',
    userID,
    roleLevel: n === 0 ? 100 : 20,
    joinTime: 1,
    nickname: userID,
    faceURL: '',
    joinSource: 2,
    operatorUserID: '',
    inviterUserID: '',
    ex: '',
    muteEndTime: 0,
  }))
  return { total: members.length, members: members.toReversed() }
}

const numbers = (...seqs: number[]) => seqs.map((seq) => message(seq))
const seqsOf = (messages: readonly { seq: number }[]) => messages.map((one) => one.seq)

describe('what surrounds a message', () => {
  const chat = [...numbers(1, 2, 3), hidden(4), ...numbers(5, 8, 9)]
  test.each([
    ['in the middle, with a gap and a deleted one', 5, 3, [2, 3, 4, 5, 8]],
    ['at the beginning', 1, 2, [1, 2, 3]],
    ['at the end', 9, 2, [8, 9]],
    ['itself gone', 7, 1, [8]],
    ['beyond the end', 50, 3, []],
    ['alone', 2, 0, [2]],
  ])('%s', async (_where, seq, radius, expected) => {
    const { openim } = chatSeenAs({ owner: chat })
    const around = await openim.messages.around('owner', 'sg_g1', seq, radius, op)
    expect(seqsOf(around)).toEqual(expected)
    expect(around.filter((one) => one.deleted).map((one) => one.seq)).toEqual(
      expected.filter((one) => one === 4),
    )
  })

  test('is nothing for somebody without the chat, and refused where it is too much or nowhere', async () => {
    const { openim } = chatSeenAs({ owner: chat })
    expect(await openim.messages.around('stranger', 'sg_g1', 5, 3, op)).toEqual([])
    expect(await failureOf(openim.messages.around('owner', 'sg_g1', 5, 500, op))).toMatchObject({
      reason: 'arguments_invalid',
    })
    expect(await failureOf(openim.messages.around('owner', 'sg_g1', -5, 2, op))).toMatchObject({
      reason: 'arguments_invalid',
    })
  })
})

describe('the newest messages of a group', () => {
  test('are read as its owner, and nobody else is asked where that is all', async () => {
    const { openim, asked } = chatSeenAs({ owner: numbers(1, 2, 3, 4), other: numbers(1, 2, 3, 4) })
    expect(seqsOf(await openim.messages.latest('g1', 3, {}, op))).toEqual([2, 3, 4])
    expect(asked).toEqual(['owner'])
  })

  test('that the owner has hidden or cleared are read as somebody else', async () => {
    const { openim, asked } = chatSeenAs({
      owner: [hidden(3), message(4)],
      one: numbers(1, 3, 4),
      other: numbers(1, 2, 3, 4),
    })
    const latest = await openim.messages.latest('g1', 4, {}, op)
    expect(latest.map(({ seq, content, deleted }) => ({ seq, content, deleted }))).toEqual(
      [1, 2, 3, 4].map((seq) => ({ seq, content: `{"content":"${seq}"}`, deleted: false })),
    )
    expect(asked[0]).toBe('owner')
  })

  test('that are gone for everybody are told as deleted', async () => {
    const { openim } = chatSeenAs({ owner: [message(1), hidden(2)], one: [message(1), hidden(2)] })
    expect(await openim.messages.latest('g1', 5, {}, op)).toMatchObject([
      { seq: 1, deleted: false },
      { seq: 2, deleted: true },
    ])
  })

  test('as somebody named sees them are just that', async () => {
    const { openim, asked } = chatSeenAs({ owner: numbers(1, 2), one: numbers(2) })
    expect(seqsOf(await openim.messages.latest('g1', 5, { asUserId: 'one' }, op))).toEqual([2])
    expect(asked).toEqual(['one'])
  })
})
