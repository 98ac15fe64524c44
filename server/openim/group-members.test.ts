import { afterEach, beforeEach, expect, test } from 'vitest'
import { ok, ScriptedOpenim } from './scripted-openim'
import { failureOf } from './test-failure-of'

const op = { operationId: 'op-1' }
let openim: ScriptedOpenim

beforeEach(async () => {
  openim = new ScriptedOpenim()
  await openim.listen()
})

afterEach(() => openim.close())

const member = (userID: string) => ({
  groupID: 'g1',
  userID,
  roleLevel: 20,
  joinTime: 1,
  nickname: userID,
  faceURL: '',
  joinSource: 2,
  operatorUserID: '',
  inviterUserID: '',
  ex: '',
  muteEndTime: 0,
})

/** Answers each read of the ids with the next of `states`; details know everybody who was ever in. */
function groupThatChanges(states: readonly string[][]) {
  const everybody = [...new Set(states.flat())].map(member)
  let reads = 0
  openim.answer = (route) => {
    if (route === '/group/get_group_members_info') return ok({ members: everybody })
    reads += 1
    return ok({ userIDs: states[Math.min(reads, states.length) - 1] ?? null })
  }
}

async function everybodyIn(): Promise<string[]> {
  return (await openim.client().groups.members.all('g1', op)).map((one) => one.userId)
}

test('who joins while the group is read is in the list, who leaves is not', async () => {
  groupThatChanges([
    ['a', 'b'],
    ['a', 'c'],
    ['a', 'c'],
  ])
  expect(await everybodyIn()).toEqual(['a', 'c'])
})

test('an empty group is an empty list', async () => {
  groupThatChanges([[]])
  expect(await everybodyIn()).toEqual([])
})

test('a group that never holds still is no list at all', async () => {
  // Whoever the ids name has left again before their details are asked for.
  openim.answer = (route, nth) =>
    route === '/group/get_group_members_info' ? ok({ members: null }) : ok({ userIDs: [`u${nth}`] })
  const error = await failureOf(openim.client().groups.members.all('g1', op))
  expect(error).toMatchObject({ kind: 'uncertain', reason: 'members_changing' })
})
