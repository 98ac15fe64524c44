import type { Env } from '@/server/env'
import type { DomainError } from '@/server/errors'
import { authenticateClient } from '@/server/features/api-clients/authenticate'
import { isSigned } from '@/server/features/api-clients/signature'
import { TAKE_BACK_MS } from '@/server/features/cases/take-back-time'
import { answering } from '@/server/features/client-api/answering'
import { problem } from './problem'
import { reporterOf } from './reporter'

/** All that a reporter learns: neither what was done nor why, nor about whom. */
type OutcomeClass = 'received' | 'no_violation' | 'action_taken'

/**
 * `GET /api/v1/reports/{number}`, with the token of whoever sent the report or by an API client: `{number, outcome}`.
 * A report of somebody else is not found, as one that there is not. 401, 403, 404 and 503 as problem documents. Never
 * throws.
 */
export function tellOutcome(env: Env, request: Request, number: string): Promise<Response> {
  return answering(
    'the outcome of a report',
    (requestId) => answer(env, request, number, requestId),
    refusalOf,
  )
}

async function answer(env: Env, request: Request, number: string, requestId: string): Promise<Response> {
  const authorization = request.headers.get('authorization')
  const client = isSigned(authorization) ? await authenticateClient(env, request, 'reports') : null
  if (client && !client.ok) return client.answer
  const reporterId = client ? null : await reporterOf(env, authorization, requestId)
  const report = /^R-[0-9A-Z]{16}$/.test(number)
    ? await env.db.prisma.report.findUnique({
        where: { number },
        select: { reporterId: true, case: { select: { counted: true, closedAt: true } } },
      })
    : null
  if (report === null || (reporterId !== null && report.reporterId !== reporterId)) {
    return problem(404, 'There is no such report.')
  }
  const outcome = outcomeClass(report.case, Date.now())
  return Response.json({ number, outcome }, { headers: { 'cache-control': 'no-store' } })
}

/** What a case came to; one of no violation is told once it cannot be taken back any more. Pure. */
export function outcomeClass(
  { counted, closedAt }: { counted: string | null; closedAt: Date | null },
  now: number,
): OutcomeClass {
  if (counted === 'upheld') return 'action_taken'
  const isSettled = closedAt !== null && now >= closedAt.getTime() + TAKE_BACK_MS
  return counted === 'dismissed' && isSettled ? 'no_violation' : 'received'
}

function refusalOf(error: DomainError): Response {
  switch (error.code) {
    case 'unauthenticated':
      return problem(401, 'A valid OpenIM user token is needed.')
    case 'forbidden':
      return problem(403, 'This token is not the token of a person in the chat.')
    default:
      return problem(503, 'The token cannot be checked at the moment.', { retryAfterSeconds: 30 })
  }
}
