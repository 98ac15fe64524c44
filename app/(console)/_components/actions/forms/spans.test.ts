import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTime, SPANS, spanTo } from './spans'

test('a field for date and time reads back the minute it was given', () => {
  const moments = fc.integer({ min: 0, max: 4_102_444_800_000 })
  fc.assert(
    fc.property(moments, (ms) => {
      const back = new Date(localTime(ms)).getTime()
      // Where clocks are set back one local time is two moments.
      expect([0, 3_600_000]).toContain(Math.abs(back - Math.floor(ms / 60_000) * 60_000))
    }),
  )
})

test('an end that was chosen just now is known as its span', () => {
  const spans = ['1h', '1d'] as const
  expect(spanTo(5_000 + SPANS['1d'], 6_000, spans)).toBe('1d')
  expect(spanTo(SPANS['12h'], 0, spans)).toBeUndefined()
  expect(spanTo(SPANS['1h'], 3_600_000, spans)).toBeUndefined()
})
