import { setTimeout as pause } from 'node:timers/promises'
import { checkedData, checkedRequest } from './checks'
import { abortable, createDeadline, type Deadline } from './deadline'
import type { Call } from './endpoint'
import { exchange, type Fetch } from './envelope'
import { OpenimError, type OpenimErrorKind, type OpenimReason } from './errors'
import { createHealthWatch, gotAnswer, type OpenimHealth } from './health'
import { createInFlight } from './in-flight'
import { waitBeforeRepeat } from './retry'
import type { StoredToken, TokenKeeper } from './token'

/** What one attempt came to, for metrics. */
export interface CallReport {
  route: string
  operationId: string
  ms: number
  outcome: 'ok' | OpenimErrorKind
  reason: OpenimReason | undefined
  code: number | undefined
}

export interface CallerSettings {
  fetch: Fetch
  baseUrl: string
  timeoutMs: number
  maxInFlight: number
  secrets: readonly string[]
  onCall: (report: CallReport) => void
  now: () => number
  random: () => number
  /** Asked for late, because renewing a token is itself a call. */
  keeper: () => TokenKeeper
}

/** One call of a resource while it is under way, over all its attempts. */
interface Job {
  route: string
  operationId: string
  body: unknown
  timeoutMs: number
  callerSignal: AbortSignal | undefined
  deadline: Deadline
}

/** On main a token can be refused as unknown within moments of its issue (contract 2.3): the caches have to catch up. */
const freshTokenMs = 3_000
const freshTokenPauseMs = 250

/** Everything around one request: checking, waiting in line, breaker, token, repeats of reads, reading the answer. */
export function createCaller(settings: CallerSettings): { call: Call; health: () => OpenimHealth } {
  const watch = createHealthWatch(settings.now)
  const inFlight = createInFlight(settings.maxInFlight)

  async function sendOnce(job: Job, token: string | undefined): Promise<unknown> {
    if (!watch.admits()) throw circuitOpen(job)
    const leave = await inFlight.enter(job.deadline.signal).catch((cause: unknown) => {
      throw gaveUp(job, cause)
    })
    const { admitted, probe } = watch.enter()
    if (!admitted) {
      leave()
      throw circuitOpen(job)
    }
    const startedMs = settings.now()
    const report = (error: OpenimError | undefined) => {
      const ms = settings.now() - startedMs
      if (error === undefined || gotAnswer(error)) watch.answered({ probe, latencyMs: ms, error })
      else watch.failed({ probe, error })
      const { route, operationId } = job
      settings.onCall({
        route,
        operationId,
        ms,
        outcome: error?.kind ?? 'ok',
        reason: error?.reason,
        code: error?.code,
      })
    }
    try {
      const timeoutMs = Math.min(job.timeoutMs, job.deadline.remainingMs())
      const data = await exchange({ ...settings, ...job, token, timeoutMs, signal: job.callerSignal })
      report(undefined)
      return data
    } catch (error) {
      if (error instanceof OpenimError) report(error)
      throw error
    } finally {
      leave()
    }
  }

  /** An admin token, or an error that says truthfully that this call was not sent. */
  async function token(job: Job, ask: (keeper: TokenKeeper) => Promise<StoredToken>): Promise<StoredToken> {
    try {
      return await abortable(ask(settings.keeper()), job.deadline.signal)
    } catch (cause) {
      if (job.deadline.signal.aborted) throw gaveUp(job, cause)
      const error = unsent(job, 'no_token', 'there is no admin token to call OpenIM with', cause)
      watch.note(error)
      throw error
    }
  }

  /**
   * Sends with the admin token, and again with a newer one if OpenIM refuses it. Safe for writes too: OpenIM checks the
   * token before it runs the handler (contract 1.1).
   */
  async function sendAsAdmin(job: Job): Promise<unknown> {
    const first = await token(job, (keeper) => keeper.current())
    const refused = Symbol('token refused')
    const unlessRefused = (error: unknown) => {
      if (needsNewToken(error)) return refused
      throw error
    }
    const answer = await sendOnce(job, first.token).catch(unlessRefused)
    if (answer !== refused) return answer
    if (settings.now() - first.renewedAtMs < freshTokenMs) {
      await pause(freshTokenPauseMs, undefined, { signal: job.deadline.signal }).catch((cause: unknown) => {
        throw gaveUp(job, cause)
      })
      const later = await sendOnce(job, first.token).catch(unlessRefused)
      if (later !== refused) return later
    }
    const second = await token(job, (keeper) => keeper.after(first))
    return sendOnce(job, second.token)
  }

  /** Repeats a read while its time lasts; a write gets one go. */
  async function sendRepeatedly(
    job: Job,
    effect: 'read' | 'write',
    send: () => Promise<unknown>,
  ): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await send()
      } catch (error) {
        if (!(error instanceof OpenimError)) throw error
        const waitMs = waitBeforeRepeat({ effect, attempt, error }, settings.random())
        if (waitMs === undefined || waitMs >= job.deadline.remainingMs()) throw error
        await pause(waitMs, undefined, { signal: job.deadline.signal }).catch(() => {
          throw error
        })
      }
    }
  }

  const call: Call = async (endpoint, body, options) => {
    const timeoutMs = options.timeoutMs ?? settings.timeoutMs
    const request = checkedRequest(endpoint, body, options)
    const deadline = createDeadline(timeoutMs * 2, options.signal, settings.now)
    const { route } = endpoint
    const { operationId, signal: callerSignal } = options
    const job: Job = { route, operationId, body: request, timeoutMs, callerSignal, deadline }
    const send = () => (endpoint.token === 'none' ? sendOnce(job, undefined) : sendAsAdmin(job))
    try {
      return checkedData(endpoint, await sendRepeatedly(job, endpoint.effect, send), options)
    } finally {
      deadline.stop()
    }
  }

  return { call, health: watch.read }
}

/** Codes that a newer admin token cures; the other token errors mean a wrong secret or a broken token. */
function needsNewToken(error: unknown): boolean {
  return error instanceof OpenimError && [1501, 1506, 1507].includes(error.code ?? 0)
}

function circuitOpen(job: Job): OpenimError {
  return unsent(job, 'circuit_open', 'not sent, because OpenIM did not answer lately')
}

function gaveUp(job: Job, cause: unknown): OpenimError {
  const who = job.callerSignal?.aborted ? 'the caller gave up' : 'the time ran out'
  return unsent(job, 'not_sent', `not sent, because ${who} while it waited`, cause)
}

function unsent(job: Job, reason: OpenimReason, meaning: string, cause?: unknown): OpenimError {
  const { route, operationId } = job
  return new OpenimError({ kind: 'unreachable', reason, meaning, route, operationId, cause })
}
