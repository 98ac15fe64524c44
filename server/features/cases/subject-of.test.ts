import { expect, test } from 'vitest'
import { subjectOf } from './subject-of'

const message = { subjectKind: 'message', subjectKey: 'sg_g/1#7', groupId: 'g/1', userId: 'ü' } as const
const group = { subjectKind: 'group', subjectKey: 'g', groupId: 'g', userId: null } as const
const person = { subjectKind: 'user', subjectKey: 'u', groupId: null, userId: 'u' } as const

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
] as const)('a case about $subjectKind, an action on a %s', (about, kind, id) => {
  expect(subjectOf(about, kind)).toBe(id)
})
