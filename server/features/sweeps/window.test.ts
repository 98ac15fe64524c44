import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joins, LARGEST_PAGE, windowAt } from './window'

test('a window takes in the item before its place, and most of a page behind it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), (end) => {
      const { page, size, offset } = windowAt(end)
      expect(offset).toBe((page - 1) * size)
      expect(offset).toBeLessThan(end)
      expect(size).toBeLessThanOrEqual(LARGEST_PAGE)
      // Never stands still.
      expect(offset + size).toBeGreaterThan(end)
      if (end > LARGEST_PAGE) expect(offset + size - end).toBeGreaterThan(250)
    }),
  )
})

test('a list of a million is read in little more than two thousand pages', () => {
  let pages = 0
  for (let end = 0; end < 1_000_000; pages += 1) {
    const { offset, size } = windowAt(end)
    end = offset + size
  }
  expect(pages).toBeLessThan(2_200)
})

const item = (id: string, createdAt: number) => ({ id, createdAt })
const later = { page: 2, size: 10, offset: 10 }
const none = new Set<string>()

test.each([
  ['the first page', { page: 1, size: 10, offset: 0 }, item('x', 1), item('a', 9), true, true],
  ['the last item again', later, item('a', 5), item('a', 5), true, true],
  ['an item that is newer, as others were added in front', later, item('x', 6), item('a', 5), true, true],
  ['an older one, as some went away', later, item('x', 4), item('a', 5), true, false],
  ['another of the same time', later, item('x', 5), item('a', 5), true, false],
  ['nothing, as the list became short', later, undefined, item('a', 5), true, false],
  ['a newer one in a list that is not sorted', later, item('x', 6), item('a', 5), false, false],
])('joins on or not: %s', (_what, window, first, last, sorted, expected) => {
  expect(joins(window, first, last, sorted, none)).toBe(expected)
})

test('in a list that is not sorted, an item of the page before is known', () => {
  expect(joins(later, item('x', 6), item('a', 5), false, new Set(['x']))).toBe(true)
})
