import type { CodeReason } from './error-codes'

/**
 * What an error says about the call:
 * - `refused`: OpenIM answered no (or the arguments never left this process). Repeating will not help.
 * - `unreachable`: the call certainly did not land: no connection, no token, circuit open, given up before sending.
 * - `uncertain`: it may or may not have taken effect. Read back before doing anything else.
 * - `shape`: OpenIM answered yes, but with data we cannot read. A write took effect.
 */
export type OpenimErrorKind = 'refused' | 'unreachable' | 'uncertain' | 'shape'

/** Our own name for what happened: one per OpenIM code, and these for what happens around the answer. */
export type OpenimReason =
  | CodeReason
  | 'arguments_invalid'
  | 'route_unknown'
  | 'http_refused'
  | 'connection_failed'
  | 'circuit_open'
  | 'not_sent'
  | 'no_token'
  | 'timed_out'
  | 'aborted'
  | 'connection_lost'
  | 'http_failed'
  | 'answer_unreadable'
  | 'data_unexpected'
  | 'members_changing'
  | 'groups_changing'

/** OpenIM's own words, redacted and cut. For the log only: they may hold stack traces and addresses. */
export interface OpenimDetail {
  errMsg: string
  errDlt: string
}

interface OpenimErrorInput {
  kind: OpenimErrorKind
  reason: OpenimReason
  /** What happened, in our words. Never OpenIM's text. */
  meaning: string
  route: string
  operationId: string
  code?: number | undefined
  httpStatus?: number | undefined
  detail?: OpenimDetail | undefined
  retryAfterMs?: number | undefined
  cause?: unknown
}

/** The one error every call of the OpenIM client throws. `message` is safe to show to staff; `detail` is not. */
export class OpenimError extends Error {
  override readonly name = 'OpenimError'
  readonly kind: OpenimErrorKind
  readonly reason: OpenimReason
  /** OpenIM's `errCode`, or the HTTP status where something before OpenIM refused. */
  readonly code: number | undefined
  readonly httpStatus: number | undefined
  readonly route: string
  readonly operationId: string
  readonly detail: OpenimDetail | undefined
  readonly retryAfterMs: number | undefined

  constructor(input: OpenimErrorInput) {
    const code = input.code === undefined ? '' : ` (${input.code})`
    super(`${input.route}: ${input.meaning}${code}`, input.cause === undefined ? {} : { cause: input.cause })
    this.kind = input.kind
    this.reason = input.reason
    this.code = input.code
    this.httpStatus = input.httpStatus
    this.route = input.route
    this.operationId = input.operationId
    this.detail = input.detail
    this.retryAfterMs = input.retryAfterMs
  }

  /**
   * One client serves a whole process, but pages and routes are bundled apart and each has a copy of this class: the
   * name tells, not the copy.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Error[Symbol.hasInstance](value) && Reflect.get(Object(value), 'name') === 'OpenimError'
  }

  /** Whether the call may have changed something in OpenIM. */
  get mayHaveLanded(): boolean {
    return this.kind === 'uncertain' || this.kind === 'shape'
  }
}

export function isOpenimError(error: unknown): error is OpenimError {
  return error instanceof OpenimError
}

/** OpenIM has no such group, member, user or message, however its build says so. */
export function isNotFound(error: unknown): boolean {
  return isOpenimError(error) && notFound.has(error.reason)
}

const notFound: ReadonlySet<OpenimReason> = new Set(['not_found', 'group_not_found', 'user_not_found'])

/** The group is dismissed (1204): a second dismissal before the purge, or an edit afterwards. */
export function isAlreadyDismissed(error: unknown): boolean {
  return isOpenimError(error) && error.reason === 'group_dismissed'
}

/** The message was revoked before (1404). */
export function isAlreadyRevoked(error: unknown): boolean {
  return isOpenimError(error) && error.reason === 'already_revoked'
}

/**
 * Something with this key is there already. OpenIM answers 500 with MongoDB's text for an invitation of a member
 * (contract 4.5), possibly after part of the batch went in.
 */
export function isDuplicate(error: unknown): boolean {
  if (!isOpenimError(error)) return false
  if (['already_registered', 'group_exists', 'duplicate'].includes(error.reason)) return true
  return error.code === 500 && detailSays(error, 'duplicate key')
}

/** The token that came with the call is not accepted (1501 to 1507). For `parseToken`: the person must sign in again. */
export function isTokenRefused(error: unknown): boolean {
  return isOpenimError(error) && error.code !== undefined && error.code >= 1501 && error.code <= 1507
}

/** OpenIM gave no answer that can be relied on, so the caller may say "OpenIM is away". */
export function isAway(error: unknown): boolean {
  return isOpenimError(error) && (error.kind === 'unreachable' || error.kind === 'uncertain')
}

function detailSays(error: OpenimError, words: string): boolean {
  return error.detail !== undefined && `${error.detail.errMsg} ${error.detail.errDlt}`.includes(words)
}
