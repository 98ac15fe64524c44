import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BreakerOutcome,
  type BreakerState,
  breakerAdmits,
  breakerEnter,
  breakerLeave,
  breakerStart,
} from './breaker'

function afterSilences(count: number, nowMs = 0): BreakerState {
  let state = breakerStart
  for (let i = 0; i < count; i += 1) state = breakerLeave(state, { outcome: 'silent', probe: false }, nowMs)
  return state
}

/** Lets the pause pass and the probe meet `outcome`. */
function probed(state: BreakerState, nowMs: number, outcome: BreakerOutcome): BreakerState {
  const entered = breakerEnter(state, nowMs)
  expect(entered).toMatchObject({ admitted: true, probe: true })
  return breakerLeave(entered.state, { outcome, probe: true }, nowMs)
}

describe('breaker', () => {
  test('opens at the fifth silence in a row, for 2 s', () => {
    expect(breakerAdmits(afterSilences(4), 0)).toBe(true)
    expect(afterSilences(5, 100)).toEqual({ mode: 'open', untilMs: 2_100, pauseMs: 2_000 })
    expect(breakerAdmits(afterSilences(5), 1_999)).toBe(false)
  })

  test('an answer in between starts the count anew', () => {
    const state = breakerLeave(afterSilences(4), { outcome: 'answered', probe: false }, 0)
    expect(breakerLeave(state, { outcome: 'silent', probe: false }, 0)).toEqual({
      mode: 'closed',
      failures: 1,
    })
  })

  test('lets one probe through after the pause, and nobody beside it', () => {
    const { state } = breakerEnter(afterSilences(5), 2_000)
    expect(breakerEnter(state, 2_000)).toMatchObject({ admitted: false })
    expect(breakerEnter(state, 9_999_999)).toMatchObject({ admitted: false })
  })

  test('doubles the pause up to 15 s while probes meet silence', () => {
    const pauses: number[] = []
    let state = afterSilences(5)
    let now = 0
    for (let i = 0; i < 5 && state.mode === 'open'; i += 1) {
      pauses.push(state.pauseMs)
      now = state.untilMs
      state = probed(state, now, 'silent')
    }
    expect(pauses).toEqual([2_000, 4_000, 8_000, 15_000, 15_000])
  })

  test('closes when the probe is answered', () => {
    expect(probed(afterSilences(5), 2_000, 'answered')).toEqual(breakerStart)
  })

  test('a probe that its caller dropped makes room for the next', () => {
    const state = probed(afterSilences(5), 2_000, 'dropped')
    expect(breakerEnter(state, 2_000)).toMatchObject({ admitted: true, probe: true })
  })

  test('calls from before neither lengthen the pause nor end the probe', () => {
    const open = afterSilences(5)
    expect(breakerLeave(open, { outcome: 'silent', probe: false }, 1_000)).toEqual(open)
    const { state } = breakerEnter(open, 2_000)
    expect(breakerLeave(state, { outcome: 'silent', probe: false }, 2_000)).toEqual(state)
    expect(breakerLeave(state, { outcome: 'answered', probe: false }, 2_000)).toEqual(state)
  })

  test('a late answer closes it as long as no probe is under way', () => {
    const open = afterSilences(5)
    expect(breakerLeave(open, { outcome: 'answered', probe: false }, 1_000)).toEqual(breakerStart)
  })

  test('whatever happens: never two probes at once, never shut for longer than 15 s', () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 20_000 }),
      act: fc.constantFrom('enter', 'answered', 'silent', 'dropped'),
      pick: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let state = breakerStart
        let now = 0
        const under: boolean[] = []
        for (const { waitMs, act, pick } of steps) {
          now += waitMs
          if (act === 'enter') {
            const entered = breakerEnter(state, now)
            state = entered.state
            if (entered.admitted) under.push(entered.probe)
          } else {
            const [probe] = under.length === 0 ? [] : under.splice(pick % under.length, 1)
            if (probe !== undefined) state = breakerLeave(state, { outcome: act, probe }, now)
          }
          expect(under.filter((probe) => probe)).toHaveLength(state.mode === 'probing' ? 1 : 0)
          if (state.mode === 'closed') expect(state.failures).toBeLessThan(5)
          if (state.mode === 'open') expect(state.untilMs - now).toBeLessThanOrEqual(15_000)
        }
      }),
    )
  })
})
