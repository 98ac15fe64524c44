import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pauseMs, planMessages, type Waiting, WINDOW_MS } from './gather-plan'
import { ALERT_EVENTS, type AlertEvent } from './kinds'

const NOON = Date.parse('2026-01-10T12:00:00Z')
const HOUR = 3_600_000
const always = { quiet: null, wakes: true }
const night = { quiet: { from: 22 * 60, to: 7 * 60, timeZone: 'UTC' }, wakes: true }
const one = (id: string, event: AlertEvent, at = NOON): Waiting => ({ id, event, at })
const sent = (event: AlertEvent | null, madeAt: number, underWay = false) =>
  new Map([[event, { madeAt, underWay }]])

describe('one message, not twenty', () => {
  test('all of a kind that wait are one', () => {
    const waiting = Array.from({ length: 20 }, (_, i) => one(String(i), 'failed_action'))
    expect(planMessages(waiting, always, new Map(), NOON)).toEqual([
      { event: 'failed_action', ids: waiting.map(({ id }) => id) },
    ])
  })

  test('the next waits for the end of the window, and for one that is under way', () => {
    const waiting = [one('a', 'drift')]
    const since = NOON - WINDOW_MS.drift
    expect(planMessages(waiting, always, sent('drift', since + 1), NOON)).toEqual([])
    expect(planMessages(waiting, always, sent('drift', since), NOON)).toHaveLength(1)
    expect(planMessages(waiting, always, sent('drift', since, true), NOON)).toEqual([])
    expect(planMessages(waiting, always, sent('deadline', NOON, true), NOON)).toHaveLength(1)
  })
})

describe('quiet hours', () => {
  const midnight = NOON + 12 * HOUR
  const morning = NOON + 19 * HOUR

  test('hold everything but emergencies, and those too where they do not wake', () => {
    const waiting = [one('a', 'drift', midnight), one('b', 'emergency', midnight)]
    expect(planMessages(waiting, night, new Map(), midnight)).toEqual([{ event: 'emergency', ids: ['b'] }])
    expect(planMessages(waiting, { ...night, wakes: false }, new Map(), midnight)).toEqual([])
  })

  test('end in one summary of every kind, apart from what came since', () => {
    const waiting = [one('a', 'drift', midnight), one('b', 'deadline', midnight), one('c', 'drift', morning)]
    expect(planMessages(waiting, night, new Map(), morning)).toEqual([
      { event: 'drift', ids: ['c'] },
      { event: null, ids: ['a', 'b'] },
    ])
    expect(planMessages(waiting, night, sent(null, morning, true), morning)).toEqual([
      { event: 'drift', ids: ['c'] },
    ])
  })
})

test('nothing is told twice or lost: what is not planned waits on', () => {
  const event = fc.constantFrom(...ALERT_EVENTS)
  const at = fc.integer({ min: NOON, max: NOON + 48 * HOUR })
  const waiting = fc
    .array(fc.record({ event, at }), { maxLength: 30 })
    .map((all) => all.map((alert, i) => ({ ...alert, id: String(i) })))
  fc.assert(
    fc.property(waiting, fc.boolean(), at, (all, wakes, now) => {
      const planned = planMessages(all, { ...night, wakes }, new Map(), now).flatMap(({ ids }) => ids)
      expect(new Set(planned).size).toBe(planned.length)
      // At noon of a quiet day, with no message before, everything goes.
      const rest = all.filter(({ id }) => !planned.includes(id))
      const later = planMessages(rest, { ...night, wakes }, new Map(), NOON + 72 * HOUR)
      expect(later.flatMap(({ ids }) => ids).sort()).toEqual(rest.map(({ id }) => id).sort())
    }),
  )
})

test('pauses double, and an emergency is never left for long', () => {
  expect([1, 2, 3, 20].map((attempts) => pauseMs(attempts, false))).toEqual([
    30_000, 60_000, 120_000, 1_800_000,
  ])
  expect([1, 3, 20].map((attempts) => pauseMs(attempts, true))).toEqual([30_000, 120_000, 120_000])
})
