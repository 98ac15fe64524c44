import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OpenimError, type OpenimErrorKind, type OpenimReason } from './errors'
import { waitBeforeRepeat } from './retry'

function failed(
  kind: OpenimErrorKind,
  reason: OpenimReason,
  more: { cause?: unknown; retryAfterMs?: number } = {},
) {
  return new OpenimError({ kind, reason, meaning: reason, route: '/x', operationId: 'op', ...more })
}

const read = (error: OpenimError, attempt = 0) => waitBeforeRepeat({ effect: 'read', attempt, error }, 0.5)

describe('waitBeforeRepeat', () => {
  test('a write is never repeated, whatever happened', () => {
    for (const kind of ['refused', 'unreachable', 'uncertain', 'shape'] as const) {
      const error = failed(kind, 'connection_failed')
      expect(waitBeforeRepeat({ effect: 'write', attempt: 0, error }, 0)).toBeUndefined()
    }
  })

  test('a read is repeated twice, later each time', () => {
    const error = failed('uncertain', 'timed_out')
    expect([0, 1, 2].map((attempt) => read(error, attempt))).toEqual([100, 200, undefined])
  })

  test.each([
    ['refused', 'no_permission'],
    ['shape', 'data_unexpected'],
    ['uncertain', 'aborted'],
    ['unreachable', 'circuit_open'],
    ['unreachable', 'not_sent'],
  ] as const)('not after %s / %s', (kind, reason) => expect(read(failed(kind, reason))).toBeUndefined())

  test('a limited rate is waited out, but not for long', () => {
    expect(read(failed('refused', 'rate_limited'))).toBe(1_250)
    expect(read(failed('refused', 'rate_limited', { retryAfterMs: 60_000 }))).toBe(2_500)
  })

  test('of many callers no two come back in step, and none before OpenIM lets it', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    const kinds = fc.constantFrom('uncertain' as const, 'unreachable' as const)
    fc.assert(
      fc.property(random, random, kinds, fc.nat(1), (one, other, kind, attempt) => {
        const waits = (r: number, error: OpenimError) =>
          waitBeforeRepeat({ effect: 'read', attempt, error }, r) ?? Number.NaN
        const limited = failed('refused', 'rate_limited', { retryAfterMs: 1_500 })
        for (const error of [failed(kind, 'timed_out'), limited]) {
          if (Math.abs(one - other) > 0.05) expect(waits(one, error)).not.toBe(waits(other, error))
        }
        expect(waits(one, limited)).toBeGreaterThanOrEqual(1_500)
        expect(waits(one, failed(kind, 'timed_out'))).toBeLessThanOrEqual(150 * 2 ** attempt)
      }),
    )
  })

  test('without a token it depends on why there is none', () => {
    const broken = failed('uncertain', 'connection_lost')
    expect(read(failed('unreachable', 'no_token', { cause: broken }))).toBe(100)
    expect(
      read(failed('unreachable', 'no_token', { cause: failed('refused', 'no_permission') })),
    ).toBeUndefined()
    expect(read(failed('unreachable', 'no_token', { cause: new Error('database away') }))).toBeUndefined()
  })
})
