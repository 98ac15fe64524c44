import { OpenimError } from './errors'

const repeats = 2
const firstWaitMs = 100
const limitedWaitMs = 1_000
const longestLimitedWaitMs = 2_000

/**
 * How long to wait before repeating a failed call, in ms, or undefined where it must not be repeated: writes (they may
 * have landed), refusals, answers we cannot read, the caller's own abort, and an open circuit. `attempt` counts from 0,
 * `random` is in [0, 1): it spreads the waits, so that many callers do not come back in step.
 */
export function waitBeforeRepeat(
  call: { effect: 'read' | 'write'; attempt: number; error: OpenimError },
  random: number,
): number | undefined {
  const { effect, attempt, error } = call
  if (effect === 'write' || attempt >= repeats) return undefined
  if (error.reason === 'no_token') {
    const why = error.cause
    return why instanceof OpenimError ? waitBeforeRepeat({ effect, attempt, error: why }, random) : undefined
  }
  if (error.reason === 'rate_limited') {
    // Never sooner than asked for, unless that is too long to wait.
    return Math.round(Math.min(error.retryAfterMs ?? limitedWaitMs, longestLimitedWaitMs) * (1 + random / 2))
  }
  if (error.kind !== 'unreachable' && error.kind !== 'uncertain') return undefined
  if (error.reason === 'aborted' || error.reason === 'circuit_open' || error.reason === 'not_sent')
    return undefined
  return Math.round(firstWaitMs * 2 ** attempt * (0.5 + random))
}
