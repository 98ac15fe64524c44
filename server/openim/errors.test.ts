import { describe, expect, test } from 'vitest'
import { codeMeaning } from './error-codes'
import {
  isAlreadyDismissed,
  isAlreadyRevoked,
  isAway,
  isDuplicate,
  isNotFound,
  isTokenRefused,
  OpenimError,
  type OpenimErrorKind,
} from './errors'

function answered(code: number, errDlt = '', kind: OpenimErrorKind = 'refused'): OpenimError {
  const { reason, meaning } = codeMeaning(code)
  const detail = { errMsg: '', errDlt }
  return new OpenimError({ kind, reason, meaning, code, route: '/group/x', operationId: 'op', detail })
}

describe('OpenimError', () => {
  test('says in our words what happened', () => {
    const error = answered(1204, 'group status is dismissed')
    expect(error.message).toBe('/group/x: the group is dismissed (1204)')
    expect(error.name).toBe('OpenimError')
  })

  test.each([
    ['refused', false],
    ['unreachable', false],
    ['uncertain', true],
    ['shape', true],
  ] as const)('%s may have landed: %s', (kind, expected) => {
    expect(answered(500, '', kind).mayHaveLanded).toBe(expected)
  })

  test.each([
    [isNotFound, [1004, 1101, 1201], [500, 1001, 1204]],
    [isAlreadyDismissed, [1204], [1004]],
    [isAlreadyRevoked, [1404], [1004]],
    [isDuplicate, [1003, 1102, 1202], [500, 1001]],
    [isTokenRefused, [1501, 1502, 1503, 1504, 1505, 1506, 1507], [1500, 1508, 1002]],
  ])('%o knows its codes', (is, yes, no) => {
    expect(yes.filter((code) => !is(answered(code)))).toEqual([])
    expect(no.filter((code) => is(answered(code)))).toEqual([])
    expect(is(new Error('1004'))).toBe(false)
  })

  test('a 500 with the text of a duplicate key is a duplicate', () => {
    expect(isDuplicate(answered(500, 'E11000 duplicate key error collection'))).toBe(true)
  })

  test('away is whatever brought no reliable answer', () => {
    expect(isAway(answered(500, '', 'uncertain'))).toBe(true)
    expect(isAway(answered(500, '', 'unreachable'))).toBe(true)
    expect(isAway(answered(1002))).toBe(false)
  })
})
