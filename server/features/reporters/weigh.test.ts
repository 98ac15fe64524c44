import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weighedDeadline, weightOf } from './weigh'

const counts = fc.record({ upheld: fc.nat(10_000), dismissed: fc.nat(10_000) })
const DAY_MS = 86_400_000
const plain = { deadlineMs: DAY_MS, emergency: false }

describe('a track record', () => {
  test.each([
    [{ upheld: 0, dismissed: 0 }, 1],
    [{ upheld: 5, dismissed: 5 }, 1],
    [{ upheld: 4, dismissed: 0 }, 0.75],
    [{ upheld: 0, dismissed: 4 }, 1.25],
    [{ upheld: 1, dismissed: 0 }, 0.9],
  ])('%o stretches a deadline to %f', (record, weight) => {
    expect(weightOf(record)).toBeCloseTo(weight)
  })

  test('never does so beyond half and half as long again', () => {
    fc.assert(fc.property(counts, (record) => weightOf(record) > 0.5 && weightOf(record) < 1.5))
  })

  test('hurries the more the more was upheld, and never by what was dismissed', () => {
    fc.assert(
      fc.property(counts, ({ upheld, dismissed }) => {
        const here = weightOf({ upheld, dismissed })
        const better = weightOf({ upheld: upheld + 1, dismissed })
        const worse = weightOf({ upheld, dismissed: dismissed + 1 })
        return better < here && worse > here
      }),
    )
  })

  test('moves the deadline, in whole ms', () => {
    expect(weighedDeadline(plain, 1_000, { upheld: 4, dismissed: 0 })).toBe(1_000 + 0.75 * DAY_MS)
    expect(weighedDeadline(plain, 1_000, null)).toBe(1_000 + DAY_MS)
    fc.assert(fc.property(counts, (record) => Number.isInteger(weighedDeadline(plain, 7, record))))
  })

  test('never moves an emergency', () => {
    const emergency = { deadlineMs: 3_600_000, emergency: true }
    fc.assert(fc.property(counts, (record) => weighedDeadline(emergency, 5, record) === 3_600_005))
  })
})
