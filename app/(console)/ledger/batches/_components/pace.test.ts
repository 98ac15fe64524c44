import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paceOf, plannedOf, progressOf, roughly, type Sample, totalOf, withSample } from './pace'

test('items left out are no part of the progress', () => {
  const counts = { left_out: 5, waiting: 3, working: 2, verified: 4, failed: 1, stopped: 1 }
  expect(totalOf(counts)).toBe(16)
  expect(progressOf(counts)).toEqual({ done: 5, total: 11 })
  expect(plannedOf({ unplanned: 7, waiting: 2, left_out: 1 })).toEqual({ done: 3, total: 10 })
  expect(progressOf({})).toEqual({ done: 0, total: 0 })
})

describe('the pace', () => {
  test('is that of the last half minute', () => {
    let samples: Sample[] = [{ at: 0, done: 0 }]
    for (let second = 1; second <= 60; second++)
      samples = withSample(samples, { at: second * 1_000, done: second < 30 ? 0 : (second - 30) * 2 })
    expect(paceOf(samples, 120)).toEqual({ perMinute: 120, leftMs: 60_000 })
  })

  test('is not told before it is known', () => {
    expect(paceOf([], 5)).toBeNull()
    expect(paceOf([{ at: 0, done: 0 }], 5)).toBeNull()
    expect(
      paceOf(
        [
          { at: 0, done: 0 },
          { at: 500, done: 9 },
        ],
        5,
      ),
    ).toBeNull()
    expect(
      paceOf(
        [
          { at: 0, done: 3 },
          { at: 9_000, done: 3 },
        ],
        5,
      ),
    ).toBeNull()
  })

  test('never says that nothing is left while something is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 1e7 }), fc.integer({ min: 1, max: 1e5 }), (ms, done) => {
        const pace = paceOf(
          [
            { at: 0, done: 0 },
            { at: ms, done },
          ],
          1_000,
        )
        expect(pace?.perMinute).toBeGreaterThanOrEqual(1)
        expect(roughly(pace?.leftMs ?? 0).n).toBeGreaterThanOrEqual(1)
      }),
    )
  })
})

test.each([
  [0, 'seconds', 1],
  [1_200, 'seconds', 2],
  [89_000, 'seconds', 89],
  [90_000, 'minutes', 2],
  [5_340_000, 'minutes', 89],
  [5_400_001, 'hours', 2],
] as const)('%i ms is about %s %i', (ms, unit, n) => expect(roughly(ms)).toEqual({ unit, n }))
