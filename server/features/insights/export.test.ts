import { expect, test } from 'vitest'
import { linesOf } from './export'
import { AGE_ENDS_MS, daysBefore, overturnedShare } from './measures'
import { insightsInput, periodInput, periodOf, unitOf } from './schema'

const noTimes = { lookMedian: null, lookP90: null, decisionMedian: null, decisionP90: null }
const noReviews = { appeals: { upheld: 0, overturned: 0 }, samples: { upheld: 3, overturned: 1 } }
const backlog = {
  open: 2,
  overdue: 1,
  unseen: 0,
  oldestAt: 0,
  ages: [1, 1, ...AGE_ENDS_MS.slice(1).map(() => 0)],
}

test('every number of the page has a line, with its unit', () => {
  const speed = { decided: 4, late: 1, ...noTimes, decisionP90: 1_500 }
  const lines = linesOf({
    from: 0,
    to: 86_400_000,
    readAt: 86_400_000,
    unit: 'day',
    timeZone: 'UTC',
    backlog,
    series: [{ at: 0, opened: 3, ended: 1, open: 2 }],
    speed,
    speedSeries: [{ at: 0, ...speed }],
    outcomes: [{ reason: 'spam', acted: 1, dismissed: 3 }],
    reviews: noReviews,
    queues: [{ queue: 'general', backlog, speed, reviews: noReviews }],
    teams: [
      { name: 'North', decided: 3, late: 1, decisionMedian: 900, decisionP90: null, reviews: noReviews },
      { name: null, decided: 1, late: 0, decisionMedian: null, decisionP90: null, reviews: null },
    ],
    partial: false,
  })
  expect(lines).toContainEqual(['backlog', '', 'overdue', 1, 'cases'])
  expect(lines).toContainEqual(['backlog', 'general', 'oldest', '1970-01-01T00:00:00.000Z', 'time'])
  expect(lines).toContainEqual(['backlog_age', '', 'under_1_h', 1, 'cases'])
  expect(lines).toContainEqual(['backlog_age', 'general', 'older', 0, 'cases'])
  expect(lines).toContainEqual(['backlog_over_time', '1970-01-01T00:00:00.000Z', 'open', 2, 'cases'])
  expect(lines).toContainEqual(['decided', '', 'decision_p90', 1_500, 'ms'])
  expect(lines).toContainEqual(['decided', '', 'look_median', null, 'ms'])
  expect(lines).toContainEqual(['outcome_by_reason', 'spam', 'dismissed', 3, 'cases'])
  expect(lines).toContainEqual(['appeals', '', 'overturn_rate', null, 'share'])
  expect(lines).toContainEqual(['samples', 'general', 'disagreement_rate', 0.25, 'share'])
  expect(lines).toContainEqual(['team', 'North', 'decision_median', 900, 'ms'])
  expect(lines).toContainEqual(['team_samples', 'North', 'disagreement_rate', 0.25, 'share'])
  expect(lines).toContainEqual(['other_teams', '', 'decided', 1, 'cases'])
  expect(lines.every((line) => line.length === 5)).toBe(true)
})

const noon = Date.UTC(2026, 9, 31, 20)

test('without a period, or with one that cannot be read, it is the last 28 days of the time zone', () => {
  const last = { from: '2026-10-04', to: '2026-10-31', timeZone: 'UTC' }
  expect(periodOf({}, 'UTC', noon)).toEqual(last)
  expect(periodOf({ from: '2026-11-02', to: '2026-11-01' }, 'UTC', noon)).toEqual(last)
  expect(periodOf({ from: '2000-01-01', to: '2026-11-01' }, 'UTC', noon)).toEqual(last)
  // It is already tomorrow there.
  expect(periodOf({}, 'Asia/Shanghai', noon)).toMatchObject({ from: '2026-10-05', to: '2026-11-01' })
  expect(periodOf({ from: '2026-10-30' }, 'UTC', noon)).toMatchObject({
    from: '2026-10-30',
    to: '2026-10-31',
  })
})

test.each([
  [{ from: '2026-01-02', to: '2026-01-01' }, 'to'],
  [{ from: '2024-01-01', to: '2026-01-01' }, 'to'],
  [{ from: '2026-02-30', to: '2026-03-01' }, 'from'],
  [{ from: '2026-01-01', to: '2026-01-01', timeZone: '+05:30' }, 'timeZone'],
  [{ from: '2026-01-01', to: '2026-01-01', timeZone: 'Nowhere/At_All' }, 'timeZone'],
])('%j is refused, naming %s', (period, field) => {
  expect(periodInput.safeParse(period).error?.issues[0]?.path).toEqual([field])
  expect(insightsInput.safeParse(period).error?.issues[0]?.path).toEqual([field])
})

test('longer periods are drawn less finely', () => {
  const from = '2026-01-01'
  expect([7, 90, 365].map((days) => unitOf({ from, to: daysBefore(from, -days) }))).toEqual([
    'day',
    'week',
    'month',
  ])
})

test('a share of nothing is none', () => {
  expect(overturnedShare({ upheld: 0, overturned: 0 })).toBeNull()
  expect(overturnedShare({ upheld: 1, overturned: 1 })).toBe(0.5)
})
