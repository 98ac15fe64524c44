import { expect, test } from 'vitest'
import { subjectOf, subjectsOf } from './subject-of'

const message = { kind: 'message', key: 'sg_g/1#7', groupId: 'g/1', userId: 'ü' } as const
const group = { kind: 'group', key: 'g', groupId: 'g', userId: null } as const
const person = { kind: 'user', key: 'u', groupId: null, userId: 'u' } as const

test.each([
  [message, 'group', 'g/1'],
  [message, 'member', 'g%2F1/%C3%BC'],
  [message, 'message', 'sg_g/1#7'],
  [message, 'user', 'ü'],
  [group, 'group', 'g'],
  [group, 'member', null],
  [group, 'message', null],
  [group, 'user', null],
  [person, 'group', null],
  [person, 'member', null],
  [person, 'message', null],
  [person, 'user', 'u'],
] as const)('a case about $kind, an action on a %s', (about, kind, id) => {
  expect(subjectOf(about, kind)).toBe(id)
})

test('several subjects give each target once', () => {
  const second = { ...message, key: 'sg_g/1#8' }
  expect(subjectsOf([message, second, person], 'message')).toEqual(['sg_g/1#7', 'sg_g/1#8'])
  expect(subjectsOf([message, second, person], 'user')).toEqual(['ü', 'u'])
  expect(subjectsOf([group], 'user')).toEqual([])
})
