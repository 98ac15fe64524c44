import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { isDatabaseAway } from '@/server/db/away'
import { DomainError, ERROR_STATUS, type ErrorCode } from '@/server/errors'
import { isAway } from '@/server/openim/errors'

/** What a browser learns about an error: a sentence's name, the field, facts for the sentence. Nothing else. */
export type Problem = {
  code: ErrorCode | 'internal'
  /** Names a sentence in the message catalogues (`errors.<reason>`). */
  reason: string
  /** Path of the input it is about, with dots. */
  field: string | undefined
  facts: DomainError['facts']
}

type TrpcCode = TRPCError['code']

const TRPC_CODE = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_many: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<Problem['code'], TrpcCode>

/** What tRPC itself refuses before any procedure runs. */
const OF_TRPC: Partial<Record<TrpcCode, Problem['code']>> = {
  BAD_REQUEST: 'invalid',
  PARSE_ERROR: 'invalid',
  METHOD_NOT_SUPPORTED: 'invalid',
  UNSUPPORTED_MEDIA_TYPE: 'invalid',
  PAYLOAD_TOO_LARGE: 'invalid',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
}

/** Our schemas give catalogue names as messages (`reason_too_short`); zod's own messages are sentences. */
const catalogueName = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/

/**
 * Maps anything thrown to what may be told. Whatever is not known becomes `internal` with no detail.
 * A database or an OpenIM that is away is told as such; every other error of theirs is internal.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) {
    return { code: error.code, reason: error.reason, field: error.field, facts: error.facts }
  }
  if (error instanceof z.ZodError) return internal
  if (isDatabaseAway(error)) return away('database_away')
  if (isAway(error)) return away('openim_away')
  if (error instanceof TRPCError) return ofTrpcError(error)
  return internal
}

/** The tRPC code of a problem. */
export const trpcCodeOf = (problem: Problem): TrpcCode => TRPC_CODE[problem.code]

/** The HTTP status of a problem. */
export const statusOf = (problem: Problem): number =>
  problem.code === 'internal' ? 500 : ERROR_STATUS[problem.code]

const away = (reason: string): Problem => ({ code: 'unavailable', reason, field: undefined, facts: {} })

const internal: Problem = { code: 'internal', reason: 'internal', field: undefined, facts: {} }

function ofTrpcError(error: TRPCError): Problem {
  // Only here a zod error is the caller's fault: tRPC wraps what its input parser refused.
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError) return ofInput(error.cause)
  if (error.cause !== undefined && !(error.cause instanceof TRPCError)) {
    const told = problemOf(error.cause)
    if (told.code !== 'internal') return told
  }
  const code = OF_TRPC[error.code]
  return code ? { code, reason: code, field: undefined, facts: {} } : internal
}

function ofInput(error: z.ZodError): Problem {
  const issue = error.issues[0]
  const field = issue?.path.map(String).join('.') || undefined
  const reason = issue && catalogueName.test(issue.message) ? issue.message : 'invalid'
  return { code: 'invalid', reason, field, facts: {} }
}
