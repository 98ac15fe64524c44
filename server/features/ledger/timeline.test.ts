import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEDGER_STATES } from '@/server/actions/schema'
import { STAGE_NAMES, STAGES } from './schema'
import { timelineOf } from './timeline'

const at = (ms: number) => new Date(ms)
const event = (toState: 'planned' | 'sending' | 'unknown' | 'verified', ms: number, code?: string) => ({
  toState,
  outcome: code === undefined ? null : { code, facts: {} },
  at: at(ms),
})
const call = (ms: number, more: object = {}) => ({
  kind: 'call' as const,
  step: 'mute',
  startedAt: at(ms),
  ms: 12,
  outcome: 'yes',
  code: null,
  seen: true,
  ...more,
})
const look = (ms: number, found: string) => ({
  ...call(ms),
  kind: 'read_back' as const,
  outcome: found,
  seen: false,
})
const over = { inFlight: null, state: 'verified' as const }

describe('what happened to an action', () => {
  test('is told in the order of time', () => {
    const told = timelineOf(
      over,
      [event('planned', 1), event('sending', 5, 'sending'), event('verified', 9, 'verified')],
      [call(6), call(7, { outcome: 'refused', code: 1002, seen: false })],
    )
    expect(told.map(({ kind, at: ms }) => [kind, ms])).toEqual([
      ['state', 1],
      ['state', 5],
      ['call', 6],
      ['call', 7],
      ['state', 9],
    ])
    expect(told[3]).toMatchObject({ outcome: 'refused', code: 1002, seen: false })
  })

  test('has a call that nobody waited for, once', () => {
    const row = { inFlight: { step: 'mute', at: 6 }, state: 'unknown' as const }
    expect(timelineOf(row, [], [])).toMatchObject([
      { kind: 'call', step: 'mute', outcome: 'interrupted', seen: false },
    ])
    expect(timelineOf({ ...row, inFlight: { step: 'mute', at: 6, told: true } }, [], [])).toEqual([])
    expect(timelineOf({ ...row, state: 'verified' }, [], [])).toMatchObject([{ seen: true }])
  })

  test('gathers looks that found the same, and no others', () => {
    const told = timelineOf(
      over,
      [event('unknown', 5)],
      [look(1, 'not_muted'), look(2, 'not_muted'), look(6, 'not_muted'), look(7, 'dismissed_group')],
    )
    expect(told).toMatchObject([
      { kind: 'read_back', at: 1, until: 2, times: 2, found: 'not_muted' },
      { kind: 'state' },
      { kind: 'read_back', times: 1, at: 6 },
      { kind: 'read_back', found: 'dismissed_group' },
    ])
  })

  test('loses nothing, whatever came in which order', () => {
    const looks = fc.array(fc.record({ ms: fc.nat(50), found: fc.constantFrom('a', 'b') }))
    fc.assert(
      fc.property(looks, fc.array(fc.nat(50)), (found, calls) => {
        const told = timelineOf(
          over,
          [],
          [...found.map((one) => look(one.ms, one.found)), ...calls.map((ms) => call(ms))],
        )
        const times = told.map((one) => (one.kind === 'read_back' ? one.times : 0))
        expect(times.reduce((sum, n) => sum + n, 0)).toBe(found.length)
        expect(told.filter((one) => one.kind === 'call')).toHaveLength(calls.length)
        expect(told.map(({ at: ms }) => ms)).toEqual(told.map(({ at: ms }) => ms).toSorted((a, b) => a - b))
      }),
    )
  })
})

test('each state belongs to one stage', () => {
  expect(STAGE_NAMES.flatMap((stage) => [...STAGES[stage]]).sort()).toEqual([...LEDGER_STATES].sort())
})
