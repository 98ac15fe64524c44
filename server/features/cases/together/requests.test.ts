import { expect, test } from 'vitest'
import type { ActionName } from '@/server/actions/schema'
import type { LedgerSubject } from '@/server/actions/subject'
import type { Targets } from '@/server/features/cases/targets'
import { requestsFor } from './requests'

const KINDS: Partial<Record<ActionName, LedgerSubject>> = {
  'group.suspend': 'group',
  'message.revoke': 'message',
  'message.delete': 'message',
}
const kindOf = (action: ActionName) => KINDS[action] ?? 'user'
const about = (number: number, targets: Partial<Record<LedgerSubject, string[]>>) => {
  const of = (kind: LedgerSubject) => (targets[kind] ?? []).map((id) => ({ id, name: id }))
  const all: Targets = { group: of('group'), member: of('member'), message: of('message'), user: of('user') }
  return { caseId: `case ${number}`, number, targets: all }
}
const actions = (...names: ActionName[]) => names.map((action) => ({ action }))
const lefts = (...args: Parameters<typeof requestsFor>) => requestsFor(...args).map(({ left }) => left)

test('each case is decided on its own subjects, all of them', () => {
  const cases = [
    about(1, { group: ['a'], message: ['m1', 'm2'] }),
    about(2, { group: ['b'], message: ['m3'] }),
  ]
  const wanted = requestsFor(cases, actions('group.suspend', 'message.revoke'), kindOf)
  expect(
    wanted.map(({ requests }) => requests.map((one) => `${one.action.action} ${one.subjectId}`)),
  ).toEqual([
    ['group.suspend a', 'message.revoke m1', 'message.revoke m2'],
    ['group.suspend b', 'message.revoke m3'],
  ])
})

test('no violation asks for nothing and leaves nobody out', () => {
  expect(requestsFor([about(1, {}), about(2, {})], [], kindOf)).toEqual([
    { caseId: 'case 1', requests: [], left: null },
    { caseId: 'case 2', requests: [], left: null },
  ])
})

test('a case with nothing that an action acts on is left out', () => {
  const cases = [about(1, { group: ['a'], message: ['m'] }), about(2, { group: ['b'] })]
  expect(lefts(cases, actions('group.suspend', 'message.revoke'), kindOf)).toEqual([
    null,
    { reason: 'case_nothing_to_act_on', facts: { action: 'message.revoke' } },
  ])
})

test('of two that would act on the same subject the second is left out, and names the first', () => {
  const cases = [about(7, { group: ['a'] }), about(8, { group: ['a'] }), about(9, { group: ['b'] })]
  expect(lefts(cases, actions('group.suspend'), kindOf)).toEqual([
    null,
    { reason: 'case_same_as', facts: { number: 7 } },
    null,
  ])
})

test('several actions on one subject of one case are no repetition', () => {
  expect(lefts([about(1, { message: ['m'] })], actions('message.revoke', 'message.delete'), kindOf)).toEqual([
    null,
  ])
})
