import { afterEach, beforeEach, expect, test } from 'vitest'
import { ok, refuse, ScriptedOpenim } from './scripted-openim'

const op = { operationId: 'op-1' }
let server: ScriptedOpenim
beforeEach(async () => {
  server = new ScriptedOpenim()
  await server.listen()
})
afterEach(() => server.close())

const member = (userID: string, roleLevel: number) => ({
  groupID: 'g1',
  userID,
  roleLevel,
  joinTime: 1,
  nickname: userID,
  faceURL: '',
  joinSource: 2,
  operatorUserID: '',
  inviterUserID: '',
  ex: '',
  muteEndTime: 0,
})

const people = ['u1', 'u2', 'u3']

/** A group whose owners are read as each of `reads` in turn. */
function groupOwnedBy(reads: readonly string[][], transferred: string) {
  let nth = -1
  server.answer = (route) => {
    if (route === '/group/get_group_member_user_id') return ok({ userIDs: people })
    if (route === '/group/transfer_group') return transferred
    nth = Math.min(nth + 1, reads.length - 1)
    const owners = reads[nth] ?? []
    const rows = [...people].sort((a, b) => Number(owners.includes(b)) - Number(owners.includes(a)))
    const members = rows.map((id) => member(id, owners.includes(id) ? 100 : 20))
    return ok({ total: members.length, members })
  }
}

const sent = () => server.calls.filter((route) => route === '/group/transfer_group').length

test.each([
  [
    'two owners that cannot be mended',
    [['u1'], ['u2', 'u3']],
    ok(),
    { result: 'contested', owners: ['u2', 'u3'] },
  ],
  ['two owners, mended', [['u1'], ['u2', 'u3'], ['u2']], ok(), { result: 'transferred', owners: ['u2'] }],
  ['somebody else was later', [['u1'], ['u3']], ok(), { result: 'overtaken', owners: ['u3'] }],
  ['a yes that is not seen', [['u1'], ['u1']], ok(), { result: 'unknown', owners: ['u1'], error: null }],
  ['a no', [['u1'], ['u1']], refuse(1002), { result: 'refused', why: 'openim_refused', owners: ['u1'] }],
  ['a no that took effect', [['u1'], ['u2']], refuse(1001), { result: 'transferred', owners: ['u2'] }],
  ['a 500', [['u1'], ['u1']], refuse(500), { result: 'unknown', owners: ['u1'], error: { code: 500 } }],
] as const)('%s: sent once, and told as read back', async (_what, reads, transferred, outcome) => {
  groupOwnedBy(
    reads.map((owners) => [...owners]),
    transferred,
  )
  expect(await server.client().groups.transferOwner('g1', 'u2', op)).toMatchObject(outcome)
  expect(sent()).toBe(1)
})

test('owners that cannot be read back are unknown', async () => {
  groupOwnedBy([['u1']], ok())
  const script = server.answer
  server.answer = (route, nth) =>
    sent() > 0 && !route.includes('transfer') ? refuse(1002) : script(route, nth)
  expect(await server.client().groups.transferOwner('g1', 'u2', op)).toEqual({
    result: 'unknown',
    owners: null,
    error: null,
  })
})

test('with two owners, or nobody to transfer from, nothing is sent', async () => {
  groupOwnedBy([['u1', 'u3']], ok())
  expect(await server.client().groups.transferOwner('g1', 'u2', op)).toMatchObject({ why: 'several_owners' })
  server.answer = (route) =>
    route === '/group/get_group_member_user_id'
      ? ok({ userIDs: ['u2'] })
      : ok({ total: 1, members: [member('u2', 20)] })
  expect(await server.client().groups.transferOwner('g1', 'u2', op)).toMatchObject({
    why: 'nobody_to_transfer_from',
    owners: [],
  })
  expect(sent()).toBe(0)
})
