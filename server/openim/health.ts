import { type BreakerState, breakerAdmits, breakerEnter, breakerLeave, breakerStart } from './breaker'
import type { Capabilities } from './capabilities'
import {
  isNotFound,
  isTokenRefused,
  type OpenimError,
  type OpenimErrorKind,
  type OpenimReason,
} from './errors'
import type { RecentCallCounts } from './recent-calls'

/** How OpenIM answers this process, and what it is. */
export interface OpenimHealth extends CallerHealth {
  /** What the last probe found, or null before the first. */
  capabilities: Capabilities | null
}

export interface CallerHealth extends ConnectionHealth {
  /** Calls on their way now, and those that wait for one of them to end. */
  inFlight: number
  waiting: number
  /** How many may be on their way at once. */
  limit: number
  recent: RecentCallCounts
}

export interface ConnectionHealth {
  state: 'up' | 'down'
  /** When that state began, ms. At start the state is `up`. */
  sinceMs: number
  /** Open: nothing is sent. Probing: one call is, to see whether OpenIM is back. */
  breaker: BreakerState['mode']
  lastLatencyMs: number | undefined
  lastAnswerMs: number | undefined
  /** When a call last got no answer. */
  lastSilenceMs: number | undefined
  lastError: { kind: OpenimErrorKind; reason: OpenimReason; atMs: number } | undefined
}

export interface HealthWatch {
  admits(): boolean
  enter(): { admitted: boolean; probe: boolean }
  answered(call: { probe: boolean; latencyMs: number; error: OpenimError | undefined }): void
  failed(call: { probe: boolean; error: OpenimError }): void
  /** Remembers an error that says nothing about the connection. */
  note(error: OpenimError): void
  read(): ConnectionHealth
}

/** Gateways in between answer these for an OpenIM that is away. */
const awayStatuses = new Set([502, 503, 504])

/** Whether a failed call got an answer from OpenIM itself. */
export function gotAnswer(error: OpenimError): boolean {
  if (error.httpStatus !== undefined) return !awayStatuses.has(error.httpStatus)
  return error.kind === 'refused' || error.kind === 'shape'
}

/** The breaker of one client together with what its health page needs. */
export function createHealthWatch(now: () => number): HealthWatch {
  let breaker: BreakerState = breakerStart
  const health: ConnectionHealth = {
    state: 'up',
    sinceMs: now(),
    breaker: breaker.mode,
    lastLatencyMs: undefined,
    lastAnswerMs: undefined,
    lastSilenceMs: undefined,
    lastError: undefined,
  }

  function move(next: BreakerState) {
    breaker = next
    health.breaker = next.mode
    const state = next.mode === 'closed' ? 'up' : 'down'
    if (state === health.state) return
    health.state = state
    health.sinceMs = now()
  }

  function note(error: OpenimError) {
    health.lastError = { kind: error.kind, reason: error.reason, atMs: now() }
  }

  return {
    admits: () => breakerAdmits(breaker, now()),
    enter() {
      const { state, admitted, probe } = breakerEnter(breaker, now())
      move(state)
      return { admitted, probe }
    },
    answered({ probe, latencyMs, error }) {
      move(breakerLeave(breaker, { outcome: 'answered', probe }, now()))
      health.lastLatencyMs = latencyMs
      health.lastAnswerMs = now()
      // That somebody is not there, or a token not valid, is what was asked. An admin token that is never accepted is noted.
      if (error !== undefined && !isNotFound(error) && !isTokenRefused(error)) note(error)
    },
    failed({ probe, error }) {
      const outcome = error.reason === 'aborted' ? 'dropped' : 'silent'
      move(breakerLeave(breaker, { outcome, probe }, now()))
      if (outcome === 'silent') health.lastSilenceMs = now()
      note(error)
    },
    note,
    read: () => ({ ...health }),
  }
}
