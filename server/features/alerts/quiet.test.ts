import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isQuiet } from './quiet'

const night = (timeZone: string) => ({ from: 22 * 60, to: 7 * 60, timeZone })

test.each([
  ['UTC', '2026-01-10T21:59:59Z', false],
  ['UTC', '2026-01-10T22:00:00Z', true],
  ['UTC', '2026-01-11T00:00:00Z', true],
  ['UTC', '2026-01-11T06:59:59Z', true],
  ['UTC', '2026-01-11T07:00:00Z', false],
  ['Asia/Shanghai', '2026-01-10T14:00:00Z', true],
  ['Asia/Shanghai', '2026-01-10T23:00:00Z', false],
  // Half an hour apart from everybody else.
  ['Asia/Kolkata', '2026-01-10T16:29:00Z', false],
  ['Asia/Kolkata', '2026-01-10T16:30:00Z', true],
  // The clock on the wall counts when it was set forward that night.
  ['Europe/Berlin', '2026-03-29T04:59:00Z', true],
  ['Europe/Berlin', '2026-03-29T05:00:00Z', false],
])('%s at %s: %s', (zone, at, quiet) => expect(isQuiet(night(zone), Date.parse(at))).toBe(quiet))

test('an hour that the clock passes twice is quiet both times, one that it leaves out never', () => {
  const small = { from: 2 * 60 + 15, to: 2 * 60 + 45, timeZone: 'Europe/Berlin' }
  expect(isQuiet(small, Date.parse('2026-10-25T00:30:00Z'))).toBe(true)
  expect(isQuiet(small, Date.parse('2026-10-25T01:00:00Z'))).toBe(false)
  expect(isQuiet(small, Date.parse('2026-10-25T01:30:00Z'))).toBe(true)
  const spring = Array.from(
    { length: 180 },
    (_, minute) => Date.parse('2026-03-29T00:00:00Z') + minute * 60_000,
  )
  expect(spring.some((at) => isQuiet(small, at))).toBe(false)
})

test('hours within one day, and none at all', () => {
  const lunch = { from: 12 * 60, to: 13 * 60, timeZone: 'UTC' }
  expect(isQuiet(lunch, Date.parse('2026-01-10T12:30:00Z'))).toBe(true)
  expect(isQuiet(lunch, Date.parse('2026-01-10T13:00:00Z'))).toBe(false)
  expect(isQuiet(null, Date.parse('2026-01-10T12:30:00Z'))).toBe(false)
})

test('turned round, they are quiet exactly when they were not', () => {
  const minute = fc.integer({ min: 0, max: 1_439 })
  const zone = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Chatham')
  fc.assert(
    fc.property(minute, minute, zone, fc.date({ noInvalidDate: true }), (from, to, timeZone, date) => {
      fc.pre(from !== to)
      const at = date.getTime()
      expect(isQuiet({ from, to, timeZone }, at)).toBe(!isQuiet({ from: to, to: from, timeZone }, at))
    }),
  )
})
