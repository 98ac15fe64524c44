import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallReport } from './attempt'
import type { Openim } from './client'
import { ok, refuse, ScriptedOpenim } from './scripted-openim'
import { failureOf } from './test-failure-of'

const op = { operationId: 'op-1' }
const noGroups = ok({ groupInfos: null })
let openim: ScriptedOpenim

beforeEach(async () => {
  openim = new ScriptedOpenim()
  await openim.listen()
})

afterEach(() => openim.close())

describe('settings', () => {
  test.each([
    ['baseUrl', { baseUrl: 'ftp://x' }],
    ['baseUrl', { baseUrl: 'nowhere' }],
    ['secret', { secret: '' }],
    ['adminId', { adminId: '' }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('a wrong %s is named', (name, changes) => {
    expect(() => openim.client(changes)).toThrow(name)
  })

  test('a slash at the end of the address does no harm', async () => {
    await openim.client({ baseUrl: `${openim.url}/` }).groups.mute('g1', op)
    expect(openim.calls).toEqual(['/group/mute_group'])
  })
})

describe('arguments', () => {
  const people = Array.from({ length: 51 }, (_, n) => `u${n}`)
  const news = { id: 'n1', nickname: 'News' }

  test.each<[string, (c: Openim) => Promise<unknown>]>([
    ['groupID', (c) => c.groups.mute('', op)],
    ['mutedSeconds', (c) => c.groups.muteMember('g1', 'u1', 0, op)],
    ['invitedUserIDs', (c) => c.groups.invite('g1', people, {}, op)],
    ['invitedUserIDs', (c) => c.groups.invite('g1', ['u1', 'u1'], {}, op)],
    ['the same', (c) => c.groups.transfer('g1', 'u1', 'u1', op)],
    ['groupName', (c) => c.groups.setInfo('g1', { name: '  ' }, op)],
    ['pageNumber', (c) => c.groups.page(0, 10, op)],
    ['filter', (c) => c.messages.search({ page: 1, size: 10 }, op)],
    ['sendTime', (c) => c.messages.search({ day: '2026/01/01', page: 1, size: 10 }, op)],
    ['1 to 500', (c) => c.messages.pull('u1', 'sg_g1', 5, 4, op)],
    ['begin', (c) => c.messages.pull('u1', 'sg_g1', 0, 4, op)],
    [
      'participantId',
      (c) => c.messages.findByClientMsgId({ conversationId: 'si_a_b', clientMsgId: 'c' }, op),
    ],
    ['userID', (c) => c.users.register([{ id: 'a-b', nickname: 'x' }], op)],
    ['userID', (c) => c.users.search('', 1, 10, op)],
    ['nickname', (c) => c.users.update('u1', { nickname: '' }, op)],
    ['userID', (c) => c.notificationAccounts.add({ id: 'a-b', nickname: 'x' }, op)],
    ['nothing', (c) => c.notificationAccounts.update('n1', {}, op)],
    ['start', (c) => c.statistics.newUsers({ start: 2, end: 1 }, op)],
    ['showNumber', (c) => c.statistics.activeGroups({ start: 1, end: 2 }, { count: 0 }, op)],
    ['groupIDs', (c) => c.joinRequests.toGroups([], { page: 1, size: 10 }, op)],
    ['joinSource', (c) => c.joinRequests.apply('g1', 'u1', { joinSource: 0 }, op)],
    ['groupID', (c) => c.joinRequests.respond({ groupId: '', userId: 'u1' }, { state: 'refused' }, op)],
    ['userIDs', (c) => c.conversations.set('', { groupId: 'g1' }, { pinned: true }, op)],
    ['recvID', (c) => c.broadcast.toPeople(news, [], { kind: 'text', text: 'x' }, {}, op)],
    [
      'recvIDs',
      (c) => c.broadcast.toPeople(news, [...people, ...people], { kind: 'text', text: 'x' }, {}, op),
    ],
    ['operationId', (c) => c.groups.mute('g1', { operationId: 'a\nb' })],
    ['operationId', (c) => c.groups.mute('g1', { operationId: '' })],
  ])('a wrong one names %s and is not sent', async (name, ask) => {
    const error = await failureOf(ask(openim.client()))
    expect(error).toMatchObject({ kind: 'refused', reason: 'arguments_invalid', code: undefined })
    expect(error.message).toContain(name)
    expect(openim.calls).toEqual([])
  })
})

test('every attempt is reported, and a broken meter changes nothing', async () => {
  const reports: CallReport[] = []
  const one = openim.client({
    onCall: (report) => {
      reports.push(report)
      throw new Error('broken meter')
    },
  })
  openim.answer = (_route, nth) => (nth === 1 ? refuse(500) : noGroups)
  await one.groups.byId('g1', op)
  expect(reports.map(({ route, outcome, code }) => [route, outcome, code])).toEqual([
    ['/auth/get_admin_token', 'ok', undefined],
    ['/group/get_groups_info', 'uncertain', 500],
    ['/group/get_groups_info', 'ok', undefined],
  ])
})
