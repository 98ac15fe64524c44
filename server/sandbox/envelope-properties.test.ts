import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { makeWorld, type World } from './contract/test-world'
import type { Quirks } from './quirks'
import { routeTable } from './routes/table'

const TEXT_KEYS = [
  'groupID',
  'userID',
  'ownerUserID',
  'fromUserID',
  'toUserID',
  'conversationID',
  'keyword',
  'token',
]
const MORE_TEXT_KEYS = [
  'recvID',
  'sendID',
  'blackUserID',
  'friendUserID',
  'groupName',
  'nickName',
  'sendTime',
  'uuid',
]
const LIST_KEYS = [
  'groupIDs',
  'userIDs',
  'friendUserIDs',
  'conversationIDs',
  'invitedUserIDs',
  'kickedUserIDs',
]
const NUMBER_KEYS = [
  'platformID',
  'contentType',
  'sessionType',
  'handleResult',
  'joinSource',
  'seq',
  'start',
  'end',
]
const MORE_NUMBER_KEYS = [
  'type',
  'mutedSeconds',
  'version',
  'idHash',
  'timestamp',
  'globalRecvMsgOpt',
  'time',
]

const id = fc.constantFrom('u1', 'u2', 'u9', '', 'sg_1', 'si_u1_u2', 'imAdmin', '2026-01-01', '(')
const number = fc.constantFrom(-1, 0, 1, 2, 3, 101, 1400, 2 ** 31, 2 ** 53, 0.5)
const page = fc.record({ pageNumber: number, showNumber: number }, { requiredKeys: [] })
const keyed = (keys: string[], value: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length })

const likely = fc
  .tuple(
    keyed([...TEXT_KEYS, ...MORE_TEXT_KEYS], id),
    keyed(
      [...LIST_KEYS, 'userIDList', 'recvIDs', 'checkUserIDs', 'memberUserIDs'],
      fc.array(id, { maxLength: 3 }),
    ),
    keyed([...NUMBER_KEYS, ...MORE_NUMBER_KEYS], number),
    fc.record(
      {
        pagination: page,
        seqs: fc.array(number, { maxLength: 3 }),
        content: fc.dictionary(fc.constantFrom('content', 'data', 'atUserList'), fc.jsonValue()),
        users: fc.array(fc.record({ userID: id, nickname: id })),
        members: fc.array(fc.record({ groupID: id, userID: id, roleLevel: number }), { maxLength: 2 }),
        groupInfo: fc.record({ groupType: number, groupID: id }),
        userInfo: fc.record({ userID: id, nickname: id }),
        conversation: fc.record({ conversationID: id, conversationType: number, userID: id }),
        seqRanges: fc.array(fc.record({ conversationID: id, begin: number, end: number, num: number })),
        reqList: fc.array(fc.record({ groupID: id, version: number })),
      },
      { requiredKeys: [] },
    ),
  )
  .map((parts) => JSON.stringify(Object.assign({}, ...parts)))
const body = fc.oneof({ weight: 8, arbitrary: likely }, fc.json(), fc.string(), fc.constant('null'))

let world: World | undefined
afterEach(() => world?.sandbox.close())

/** Quirks and a caller each: whatever is sent to whatever route, the answer is an envelope and nothing breaks inside. */
it.each(['main', 'patch.16'] as const)(
  '%s: every answer is an envelope',
  { timeout: 60_000 },
  async (quirks: Quirks) => {
    const paths = [...routeTable().keys()]
    const broken = vi.spyOn(console, 'error').mockImplementation(() => {})
    world = await makeWorld({ quirks })
    const { sandbox, client, tokens } = world
    const own = await client.ok('/auth/get_admin_token', { secret: 'openIM123', userID: 'imAdmin' })
    const callers = fc.constantFrom(own.token, own.token, tokens.get('u1') ?? '', '', 'x.y.z')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), callers, body, async (path, token, text) => {
        const headers = { operationID: 'any', token }
        const response = await fetch(sandbox.url + path, { method: 'POST', headers, body: text })
        const answer = await response.text()
        if (response.status === 404) {
          expect(answer).toBe('404 page not found')
          return
        }
        expect([200, 400]).toContain(response.status)
        expect(answer).toMatch(/^\{"errCode":\d+,"errMsg":".*","errDlt":".*"(,"data":.+)?\}$/s)
        expect(Object.keys(JSON.parse(answer)).slice(0, 3)).toEqual(['errCode', 'errMsg', 'errDlt'])
      }),
      { numRuns: 700 },
    )
    expect(broken.mock.calls).toEqual([])
  },
)
