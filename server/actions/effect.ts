import type { ActionEnv } from '@/server/actions/action-env'
import { type Attempt, newTurn } from '@/server/actions/attempt'
import { isOpenimError, type OpenimError, type OpenimErrorKind } from '@/server/openim/errors'

/** Something stands in the way that was not there when it was planned; nothing more is sent. */
export class Obstacle extends Error {
  override name = 'Obstacle'
  constructor(
    readonly code: string,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(code)
  }
}

/** Nothing is wrong, but OpenIM has to finish something first; look again after `ms`. */
export class NotYet extends Error {
  override name = 'NotYet'
  constructor(
    readonly code: string,
    readonly ms = 300,
  ) {
    super(code)
  }
}

/** OpenIM said yes and the effect is not to be seen. */
export class NotSeen extends Error {
  override name = 'NotSeen'
}

/** Somebody else works this row now: this worker lost its lock. Nothing may be written or sent any more. */
export class RowLost extends Error {
  override name = 'RowLost'
}

/** What an action's `keep`, `apply` and `verify` work with. */
export type EffectContext = {
  env: ActionEnv
  ledgerId: string
  /** Goes with every OpenIM call: the ledger id as operationID, and the end of this worker's right to call. */
  options: { operationId: string; signal: AbortSignal }
  /** What was read in this attempt, for readings that are shared. */
  attempt: Attempt
  /**
   * One call that changes something. The call is written down before it is sent; its answer, yes or no, is not
   * believed: `seen` reads OpenIM back. Returns once the effect was seen; otherwise throws what OpenIM answered.
   */
  call(step: string, send: () => Promise<unknown>, seen: () => Promise<boolean>): Promise<void>
  /** Shows how far long work is. */
  progress(step: string, done: number, total: number): Promise<void>
}

/** What came of one call, for the record. */
export type CallTold = {
  step: string
  /** When it was sent, ms. */
  startedAt: number
  /** How long the answer took, ms. */
  ms: number
  /** `yes`, or what kind of no. */
  outcome: 'yes' | OpenimErrorKind
  /** OpenIM's own code, where it gave one. */
  code: number | null
  /** Whether its effect was seen. */
  seen: boolean
}

/** Where calls are written down (the ledger row's `in_flight` and its calls). Each throws RowLost. */
export type CallRecord = {
  begin(step: string): Promise<void>
  /** The call was answered and OpenIM read back. `over`: it can no longer land. */
  end(call: CallTold, over: boolean): Promise<void>
}

const SEEN_WAITS_MS = [0, 20, 50, 100, 200, 400, 800]

/**
 * Builds `EffectContext.call` over the place where calls are written down. Nothing read before the call is reused after
 * it; the look that saw the effect is.
 */
export function recordedCall(
  record: CallRecord,
  signal: AbortSignal,
  attempt: Attempt,
): EffectContext['call'] {
  async function look(seen: () => Promise<boolean>): Promise<boolean> {
    newTurn(attempt)
    return seen()
  }

  return async (step, send, seen) => {
    signal.throwIfAborted()
    await record.begin(step)
    const startedAt = Date.now()
    let answer: OpenimError | undefined
    try {
      await send()
    } catch (error) {
      if (!isOpenimError(error)) throw error
      answer = error
    }
    const told = {
      step,
      startedAt,
      ms: Date.now() - startedAt,
      outcome: answer?.kind ?? ('yes' as const),
      code: answer?.code ?? null,
    }
    if (await seenSoon(() => look(seen), signal)) return record.end({ ...told, seen: true }, true)
    newTurn(attempt)
    // A refusal was answered and a connection never made: neither can land later. Anything else may, from now on.
    const over = answer?.kind === 'refused' || answer?.kind === 'unreachable'
    await record.end({ ...told, seen: false }, over)
    throw answer ?? new NotSeen(step)
  }
}

/** Whether the effect shows within the time caches need. A failing read is not an answer: the next one may be. */
async function seenSoon(seen: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  for (const ms of SEEN_WAITS_MS) {
    if (ms > 0) await pause(ms)
    signal.throwIfAborted()
    try {
      if (await seen()) return true
    } catch (error) {
      if (!isOpenimError(error)) throw error
    }
  }
  return false
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
