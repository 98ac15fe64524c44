import { expect, test } from 'vitest'
import { inUnits, unitOf } from './duration'

test.each([
  [60_000, { n: 1, unit: 'minute' }],
  [5_400_000, { n: 90, unit: 'minute' }],
  [3_600_000, { n: 1, unit: 'hour' }],
  [86_400_000, { n: 1, unit: 'day' }],
  [90_000_000, { n: 25, unit: 'hour' }],
  [604_800_000, { n: 7, unit: 'day' }],
])('%i ms are %j', (ms, expected) => expect(inUnits(ms)).toEqual(expected))

test('a unit is one of those', () => {
  expect(['minute', 'hour', 'day', 'year', ''].map(unitOf)).toEqual(['minute', 'hour', 'day', 'hour', 'hour'])
})
