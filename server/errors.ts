/** Every way a request may be turned down, and the HTTP status each becomes at the edge. */
export const ERROR_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

type Facts = Record<string, string | number | boolean | null>

/**
 * A refusal that a person can act on. `reason` names a sentence in the message catalogues (`errors.<reason>`);
 * `field` the input it is about; `facts` fill the sentence and may carry newer state. Nothing in it is secret.
 */
export class DomainError extends Error {
  override name = 'DomainError'
  readonly code: ErrorCode
  readonly reason: string
  readonly field: string | undefined
  readonly facts: Facts

  constructor(
    code: ErrorCode,
    reason: string,
    more: { field?: string; facts?: Facts; cause?: unknown } = {},
  ) {
    super(`${code}: ${reason}`, { cause: more.cause })
    this.code = code
    this.reason = reason
    this.field = more.field
    this.facts = more.facts ?? {}
  }

  /** Pages and routes are bundled apart and each has a copy of this class: the name tells, not the copy. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Error[Symbol.hasInstance](value) && Reflect.get(Object(value), 'name') === 'DomainError'
  }
}
