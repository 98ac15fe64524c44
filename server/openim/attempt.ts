import type { Deadline } from './deadline'
import { exchange, type Fetch } from './envelope'
import { OpenimError, type OpenimErrorKind, type OpenimReason } from './errors'
import { gotAnswer, type HealthWatch } from './health'
import type { InFlight } from './in-flight'

/** What one attempt, or one call over all its attempts, came to, for metrics. */
export interface CallReport {
  route: string
  operationId: string
  ms: number
  outcome: 'ok' | OpenimErrorKind
  reason: OpenimReason | undefined
  code: number | undefined
}

/** A call that is about to be sent again, and why. */
export interface RepeatReport {
  route: string
  reason: OpenimReason
}

/** One call of a resource while it is under way, over all its attempts. */
export interface Job {
  route: string
  operationId: string
  /** JSON */
  body: string
  timeoutMs: number
  callerSignal: AbortSignal | undefined
  deadline: Deadline
}

export interface AttemptSettings {
  fetch: Fetch
  baseUrl: string
  secrets: readonly string[]
  onCall: (report: CallReport) => void
  now: () => number
  watch: HealthWatch
  inFlight: InFlight
}

/** Sends a job once, if the breaker lets it and a place is free, and tells health and metrics what came of it. */
export async function attempt(
  settings: AttemptSettings,
  job: Job,
  token: string | undefined,
): Promise<unknown> {
  const { watch, inFlight, now } = settings
  if (!watch.admits()) throw circuitOpen(job)
  const leave = await inFlight.enter(job.deadline.signal).catch((cause: unknown) => {
    throw gaveUp(job, cause)
  })
  try {
    const { admitted, probe } = watch.enter()
    if (!admitted) throw circuitOpen(job)
    const startedMs = now()
    const outcome = await outcomeOf(settings, job, token)
    const error = outcome instanceof OpenimError ? outcome : undefined
    const ms = now() - startedMs
    if (error === undefined || gotAnswer(error)) watch.answered({ probe, latencyMs: ms, error })
    else watch.failed({ probe, error })
    const { route, operationId } = job
    const { kind = 'ok', reason, code } = error ?? {}
    tell(settings.onCall, { route, operationId, ms, outcome: kind, reason, code })
    if (outcome instanceof OpenimError) throw outcome
    return outcome.data
  } finally {
    leave()
  }
}

async function outcomeOf(settings: AttemptSettings, job: Job, token: string | undefined) {
  const { fetch, baseUrl, secrets } = settings
  const { route, operationId, body, callerSignal } = job
  const timeoutMs = Math.min(job.timeoutMs, job.deadline.remainingMs())
  const input = { fetch, baseUrl, secrets, route, operationId, body, token, timeoutMs, signal: callerSignal }
  try {
    return { data: await exchange(input) }
  } catch (cause) {
    if (cause instanceof OpenimError) return cause
    const meaning = 'the call broke in this process'
    return new OpenimError({
      kind: 'uncertain',
      reason: 'connection_lost',
      meaning,
      route,
      operationId,
      cause,
    })
  }
}

/** Hands a report to a meter. A broken one must not turn a call that landed into one that failed. */
export function tell<Report>(meter: (report: Report) => void, report: Report) {
  try {
    meter(report)
  } catch {
    // What it throws is its own affair.
  }
}

function circuitOpen(job: Job): OpenimError {
  return unsent(job, 'circuit_open', 'not sent, because OpenIM did not answer lately')
}

/** The caller gave up or the time ran out before anything was sent. */
export function gaveUp(job: Job, cause: unknown): OpenimError {
  const who = job.callerSignal?.aborted ? 'the caller gave up' : 'the time ran out'
  return unsent(job, 'not_sent', `not sent, because ${who} while it waited`, cause)
}

/** An error for a job that certainly did not land. */
export function unsent(job: Job, reason: OpenimReason, meaning: string, cause?: unknown): OpenimError {
  const { route, operationId } = job
  return new OpenimError({ kind: 'unreachable', reason, meaning, route, operationId, cause })
}
