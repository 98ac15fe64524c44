import { describe, expect, test } from 'vitest'
import { age, clockTime, day, exact, moment } from './format'

const utc = { locale: 'en-GB', timeZone: 'UTC' }
const at = Date.UTC(2025, 10, 21, 14, 2, 31)
const MINUTE = 60_000

describe('age', () => {
  test.each([
    [0, 'now', 0, 0],
    [59_999, 'now', 0, 0],
    [12 * MINUTE, 'minutes', 12, 0],
    [60 * MINUTE, 'hours', 1, 0],
    [110 * MINUTE, 'hours_minutes', 1, 50],
    [11 * 60 * MINUTE + MINUTE, 'hours', 11, 0],
    [47 * 60 * MINUTE, 'hours', 47, 0],
    [49 * 60 * MINUTE, 'days', 2, 0],
  ])('%i ms is told in %s', (ms, unit, n, m) => {
    expect(age(at - ms, at)).toEqual({ unit, values: { n, m } })
  })

  test('a time ahead of the clock counts as now', () => {
    expect(age(at + 5 * MINUTE, at).unit).toBe('now')
  })
})

test('a clock time has seconds and 24 hours', () => {
  expect(clockTime(at, utc)).toBe('14:02:31')
  expect(clockTime(at, { locale: 'zh-CN', timeZone: 'Asia/Shanghai' })).toBe('22:02:31')
})

test('the year is left out in the current year only', () => {
  expect(day(at, at, utc)).toBe('21 Nov')
  expect(day(at, Date.UTC(2026, 0, 2), utc)).toBe('21 Nov 2025')
})

test('a moment of today is a time, an older one has its day', () => {
  expect(moment(at, at + MINUTE, utc)).toBe('14:02')
  expect(moment(at, at + 26 * 60 * MINUTE, utc)).toBe('21 Nov, 14:02')
})

test('each language writes a moment its own way', () => {
  const chinese = { locale: 'zh-CN', timeZone: 'UTC' }
  expect(moment(at, at + 26 * 60 * MINUTE, chinese)).toBe('11月21日 14:02')
  expect(moment(at, Date.UTC(2026, 5, 1), utc)).toBe('21 Nov 2025, 14:02')
})

test('the exact form names the zone', () => {
  expect(exact(at, utc)).toBe('21 November 2025 at 14:02:31 UTC')
})
