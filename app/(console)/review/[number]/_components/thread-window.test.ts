import fc from 'fast-check'
import { expect, test } from 'vitest'
import { threadWindow } from './thread-window'

const at = (length: number, ...reported: number[]) => Array.from({ length }, (_, i) => reported.includes(i))

test('the reported message stands with its neighbours', () => {
  expect(threadWindow(at(21, 10), 3)).toEqual({ start: 7, end: 14 })
})

test('a single message is not hidden', () => {
  expect(threadWindow(at(9, 4), 3)).toEqual({ start: 0, end: 9 })
})

test('without a reported message everything is shown', () => {
  expect(threadWindow(at(5), 3)).toEqual({ start: 0, end: 5 })
})

test('every reported message is always inside', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.nat({ max: 5 }), (reported, context) => {
      const { start, end } = threadWindow(reported, context)
      expect(reported.slice(0, start).includes(true) || reported.slice(end).includes(true)).toBe(false)
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeLessThanOrEqual(reported.length)
    }),
  )
})
