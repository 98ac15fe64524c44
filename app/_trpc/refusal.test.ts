import { expect, test } from 'vitest'
import { isRefusal, refusalOf } from './refusal'

test('a refusal gives its reason, field and facts', () => {
  const error = { data: { reason: 'claim_held', facts: { name: 'Ada', x: null }, requestId: 'r1' } }
  expect(refusalOf(error)).toEqual({
    reason: 'claim_held',
    field: undefined,
    facts: { name: 'Ada' },
    requestId: 'r1',
  })
  expect(isRefusal(error)).toBe(true)
})

test('an error without data is a lost connection', () => {
  expect(refusalOf(new TypeError('Failed to fetch')).reason).toBe('offline')
  expect(isRefusal(new TypeError('Failed to fetch'))).toBe(false)
})

test.each([null, undefined, 'text', 5, { data: 'x' }, { data: { reason: 5 } }])(
  '%j is read without throwing',
  (thrown) => {
    expect(['offline', 'internal']).toContain(refusalOf(thrown).reason)
  },
)
