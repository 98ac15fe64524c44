import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import {
  type AttemptSettings,
  attempt,
  type CallReport,
  gaveUp,
  type Job,
  type RepeatReport,
  tell,
  unsent,
} from './attempt'
import { checkedData, checkedRequest } from './checks'
import { abortable, createDeadline } from './deadline'
import type { Call, CallOptions, Endpoint } from './endpoint'
import { isOpenimError, isTokenRefused, OpenimError } from './errors'
import { type CallerHealth, createHealthWatch } from './health'
import { createInFlight } from './in-flight'
import { createRecentCalls } from './recent-calls'
import { waitBeforeRepeat } from './retry'
import type { StoredToken, TokenKeeper } from './token'

export interface CallerSettings extends Omit<AttemptSettings, 'watch' | 'inFlight'> {
  timeoutMs: number
  maxInFlight: number
  random: () => number
  /** Told once for each call, after its last attempt or instead of one. */
  onDone: (report: CallReport) => void
  /** Told each time a call is about to be sent again. */
  onRepeat: (repeat: RepeatReport) => void
  /** Asked for late, because renewing a token is itself a call. */
  keeper: () => TokenKeeper
}

/** On main a token can be refused as unknown within moments of its issue (contract 2.3): the caches have to catch up. */
const freshTokenMs = 3_000
const freshTokenPauseMs = 250

export interface Caller {
  call: Call
  /** Calls with a token that is not ours. It is neither renewed nor kept. */
  callAs: (token: string) => Call
  health: () => CallerHealth
}

/** Everything around one request: checking it, breaker and line, admin token, repeats of reads, reading the answer. */
export function createCaller(settings: CallerSettings): Caller {
  const watch = createHealthWatch(settings.now)
  const inFlight = createInFlight(settings.maxInFlight)
  const recent = createRecentCalls(settings.now)
  const attemptSettings = { ...settings, watch, inFlight }
  const send = (job: Job, token: string | undefined) => attempt(attemptSettings, job, token)

  function repeats({ route }: Job, error: unknown) {
    recent.note('repeats')
    if (isOpenimError(error)) tell(settings.onRepeat, { route, reason: error.reason })
  }

  /** An admin token, or an error that says truthfully that this call was not sent. */
  async function tokenFor(
    job: Job,
    ask: (keeper: TokenKeeper) => Promise<StoredToken>,
  ): Promise<StoredToken> {
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
   * token before it runs the handler (contract 1.1). Two renewals, because the first may bring a row that another
   * process stored and that has died since.
   */
  async function sendAsAdmin(job: Job): Promise<unknown> {
    let current = await tokenFor(job, (keeper) => keeper.current())
    for (let renewals = 0; ; renewals += 1) {
      try {
        return await sendWithToken(job, current)
      } catch (error) {
        if (!isTokenRefused(error)) throw error
        // Refused for its token, the call did not land, and this says nothing about what was asked.
        if (renewals === 2) throw unsent(job, 'no_token', 'OpenIM refuses every admin token', error)
        const refused = current
        current = await tokenFor(job, (keeper) => keeper.after(refused))
        repeats(job, error)
      }
    }
  }

  /** Sends, and once more with the same token where that is so fresh that OpenIM's caches may not know it yet. */
  async function sendWithToken(job: Job, { token, renewedAtMs }: StoredToken): Promise<unknown> {
    try {
      return await send(job, token)
    } catch (error) {
      if (!isTokenRefused(error) || settings.now() - renewedAtMs >= freshTokenMs) throw error
      await pause(freshTokenPauseMs, undefined, { signal: job.deadline.signal }).catch((cause: unknown) => {
        throw gaveUp(job, cause)
      })
      repeats(job, error)
    }
    return send(job, token)
  }

  /** Repeats a read while its time lasts; a write gets one go. */
  async function repeatedly(
    job: Job,
    effect: 'read' | 'write',
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    for (let count = 0; ; count += 1) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof OpenimError)) throw error
        const waitMs = waitBeforeRepeat({ effect, attempt: count, error }, settings.random())
        if (waitMs === undefined || waitMs >= job.deadline.remainingMs()) throw error
        await pause(waitMs, undefined, { signal: job.deadline.signal }).catch(() => {
          throw error
        })
        repeats(job, error)
      }
    }
  }

  async function finished<Request extends z.ZodType, Data extends z.ZodType>(
    endpoint: Endpoint<Request, Data>,
    request: z.input<Request>,
    options: CallOptions,
    once: (job: Job) => Promise<unknown>,
  ): Promise<z.output<Data>> {
    const body = checkedRequest(endpoint, request, options)
    const timeoutMs = options.timeoutMs ?? settings.timeoutMs
    const deadline = createDeadline(timeoutMs * 2, options.signal, settings.now)
    const { route, effect } = endpoint
    const { operationId, signal: callerSignal } = options
    const job: Job = { route, operationId, body, timeoutMs, callerSignal, deadline }
    const startedMs = settings.now()
    const report = (error?: OpenimError) => {
      const { kind: outcome = 'ok', reason, code } = error ?? {}
      recent.note(outcome)
      tell(settings.onDone, { route, operationId, ms: settings.now() - startedMs, outcome, reason, code })
    }
    try {
      const data = checkedData(endpoint, await repeatedly(job, effect, () => once(job)), options)
      report()
      return data
    } catch (error) {
      if (error instanceof OpenimError) report(error)
      throw error
    } finally {
      deadline.stop()
    }
  }

  return {
    call: (endpoint, request, options) =>
      finished(endpoint, request, options, (job) =>
        endpoint.token === 'none' ? send(job, undefined) : sendAsAdmin(job),
      ),
    callAs: (token) => (endpoint, request, options) =>
      finished(endpoint, request, options, (job) => send(job, token)),
    health: () => ({
      ...watch.read(),
      ...inFlight.counts(),
      limit: settings.maxInFlight,
      recent: recent.counts(),
    }),
  }
}
