import { randomUUID } from 'node:crypto'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { activeReasons } from '@/server/features/desk/read'
import { rememberPeople } from '@/server/features/groups/person-index'
import { log } from '@/server/log'
import { readReport } from './body'
import { overLimit } from './limit'
import { badFields, problem } from './problem'
import { recordReport } from './record'
import { reporterOf } from './reporter'
import { sightOf } from './sight'

/** When a client may try again while OpenIM is away, s. */
const AWAY_RETRY_S = 30

/**
 * `POST /api/v1/reports`: 201 `{number}` for a report, 200 with the same number for the same person's next one on the
 * same open case; 400, 401, 403, 404, 429 and 503 as problem documents. Never throws.
 */
export async function receiveReport(env: Env, request: Request): Promise<Response> {
  const requestId = randomUUID()
  try {
    return await receive(env, request, requestId)
  } catch (error) {
    if (error instanceof DomainError) return refusalOf(error)
    log().error({ err: error, requestId }, 'a report could not be received')
    return problem(500, 'The report could not be received. Try again later.', {
      retryAfterSeconds: AWAY_RETRY_S,
    })
  }
}

async function receive(env: Env, request: Request, requestId: string): Promise<Response> {
  const reporterId = await reporterOf(env, request.headers.get('authorization'), requestId)
  const waitSeconds = await overLimit(env.fast, reporterId, Date.now())
  if (waitSeconds !== null) {
    return problem(429, 'Too many reports in a short time.', { retryAfterSeconds: waitSeconds })
  }
  const body = await readReport(request, await activeReasons(env.db.prisma))
  if (!body.ok) return badFields(body.errors)
  const readAt = Date.now()
  const subject = await sightOf(env, reporterId, body.input, requestId)
  const { reporterName: nickname, reporterFaceUrl: faceUrl } = subject
  await rememberPeople(env.db, [{ userId: reporterId, nickname, faceUrl }], readAt)
  const { number, isNew } = await recordReport(env.db, { reporterId, subject, input: body.input, requestId })
  return Response.json({ number }, { status: isNew ? 201 : 200, headers: { 'cache-control': 'no-store' } })
}

const WORDS: Record<string, string> = {
  reason_unknown: 'is not one of the reasons in use',
  reports_self: 'must not be about yourself',
  text_too_long_together: 'is too long together with what you wrote before',
}

function refusalOf(error: DomainError): Response {
  switch (error.code) {
    case 'invalid':
      return badFields([{ field: error.field ?? 'body', detail: WORDS[error.reason] ?? 'cannot be used' }])
    case 'unauthenticated':
      return problem(401, 'A valid OpenIM user token is needed.')
    case 'forbidden':
      return problem(403, 'This token cannot report: it is not the token of a person in the chat.')
    case 'not_found':
      return problem(404, 'There is no such subject.')
    case 'unavailable':
      return problem(503, 'The report cannot be checked at the moment.', { retryAfterSeconds: AWAY_RETRY_S })
    default:
      return problem(500, 'The report could not be received. Try again later.')
  }
}
