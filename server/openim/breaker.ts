/** How many calls in a row without an answer open the breaker. */
const failuresToOpen = 5
const firstPauseMs = 2_000
const longestPauseMs = 15_000

export type BreakerState =
  | { mode: 'closed'; failures: number }
  | { mode: 'open'; untilMs: number; pauseMs: number }
  | { mode: 'probing'; pauseMs: number }

/** How a call ended, for the breaker: `silent` is no answer at all, `dropped` is the caller's own abort. */
export type BreakerOutcome = 'answered' | 'silent' | 'dropped'

export const breakerStart: BreakerState = { mode: 'closed', failures: 0 }

/** Whether a call would be let through at `nowMs`, without letting it. */
export function breakerAdmits(state: BreakerState, nowMs: number): boolean {
  return state.mode === 'closed' || (state.mode === 'open' && nowMs >= state.untilMs)
}

/** Lets a call through or not. After a pause exactly one goes, as the probe. */
export function breakerEnter(
  state: BreakerState,
  nowMs: number,
): { state: BreakerState; admitted: boolean; probe: boolean } {
  if (!breakerAdmits(state, nowMs)) return { state, admitted: false, probe: false }
  if (state.mode !== 'open') return { state, admitted: true, probe: false }
  return { state: { mode: 'probing', pauseMs: state.pauseMs }, admitted: true, probe: true }
}

/**
 * The state after a call ended. An answer closes the breaker, even one to a call from before it opened; silence counts in
 * a row while closed. While a probe is under way only its own end counts, so that there is never a second one beside it.
 */
export function breakerLeave(
  state: BreakerState,
  call: { outcome: BreakerOutcome; probe: boolean },
  nowMs: number,
): BreakerState {
  if (state.mode === 'probing' && !call.probe) return state
  if (call.outcome === 'answered') return breakerStart
  if (state.mode === 'closed') {
    if (call.outcome === 'dropped') return state
    const failures = state.failures + 1
    if (failures < failuresToOpen) return { mode: 'closed', failures }
    return { mode: 'open', untilMs: nowMs + firstPauseMs, pauseMs: firstPauseMs }
  }
  if (state.mode === 'open') return state
  if (call.outcome === 'dropped') return { mode: 'open', untilMs: nowMs, pauseMs: state.pauseMs }
  const pauseMs = Math.min(state.pauseMs * 2, longestPauseMs)
  return { mode: 'open', untilMs: nowMs + pauseMs, pauseMs }
}
