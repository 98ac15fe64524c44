import { describe, expect, it } from 'vitest'
import { startOfDay } from './search-day'

describe('startOfDay', () => {
  it('takes days, the first of all times too', () => {
    expect(startOfDay('')).toBeUndefined()
    expect(startOfDay('1970-01-01')).toBe(0)
    expect(startOfDay('2024-02-29')).toBe(Date.UTC(2024, 1, 29))
  })

  it.each([
    ['2026/01/01', ' as "2006-01-02": cannot parse "/01/01" as "-"'],
    ['2026-1-1', ' as "2006-01-02": cannot parse "1-1" as "01"'],
    ['2026-01', ' as "2006-01-02": cannot parse "" as "-"'],
    ['26-01-01', ' as "2006-01-02": cannot parse "26-01-01" as "2006"'],
    ['2026-13-01', ': month out of range'],
    ['2026-02-29', ': day out of range'],
    ['2026-04-31', ': day out of range'],
    ['2026-01-00', ': day out of range'],
    ['2026-01-01T00:00:00Z', ': extra text: "T00:00:00Z"'],
  ])('refuses %s as Go does', (sendTime, complaint) => {
    expect(() => startOfDay(sendTime)).toThrow(`cause=parsing time "${sendTime}"${complaint}`)
  })
})
