import { z } from 'zod'
import type { ClientActor } from '@/server/auth/actor'
import { isStorable } from '@/server/db/storable-text'
import type { Env } from '@/server/env'
import type { DomainError } from '@/server/errors'
import { authenticateClient } from '@/server/features/api-clients/authenticate'
import { isSigned } from '@/server/features/api-clients/signature'
import { answering } from '@/server/features/client-api/answering'
import { ownNotices } from '@/server/features/notices/read'
import { readBody } from '@/server/features/reports/body'
import { overLimit } from '@/server/features/reports/limit'
import { badFields, problem } from '@/server/features/reports/problem'
import { reporterOf } from '@/server/features/reports/reporter'
import { appealByNotice } from './file-appeal'
import { appealInput, clientAppealInput } from './schema'

/** When a client may try again while OpenIM is away, s. */
const AWAY_RETRY_S = 30
const NOT_STORED = { 'cache-control': 'no-store' }

/**
 * `POST /api/v1/appeals` with the token of whom a notice went to, or by an API client for them: 201 for an appeal, 200 where
 * they had appealed before; 400, 401, 403, 404, 409, 429 and 503 as problem documents. Never throws.
 */
export function receiveAppeal(env: Env, request: Request): Promise<Response> {
  return answering(
    'an appeal',
    async (requestId) => {
      const read = await readAppeal(env, request, requestId)
      if (!read.ok) return read.answer
      const { userId, input, client } = read
      const person = await env.db.prisma.personIndex.findUnique({
        where: { userId },
        select: { nickname: true },
      })
      const by = { userId, name: person?.nickname ?? userId, requestId, client }
      const isNew = await appealByNotice(env.db, by, input)
      return Response.json({ notice: input.notice }, { status: isNew ? 201 : 200, headers: NOT_STORED })
    },
    refusalOf,
  )
}

type ReadAppeal =
  | { ok: true; userId: string; input: z.output<typeof appealInput>; client?: ClientActor }
  | { ok: false; answer: Response }

const refusing = (answer: Response) => ({ ok: false, answer }) as const

/** Of whom a notice went to by their own token, or for them of a backend by its signature. */
async function readAppeal(env: Env, request: Request, requestId: string): Promise<ReadAppeal> {
  const authorization = request.headers.get('authorization')
  if (!isSigned(authorization)) {
    const userId = await reporterOf(env, authorization, requestId)
    const held = await tooMany(env, userId)
    if (held !== null) return refusing(held)
    const body = await readBody(request, appealInput)
    return body.ok ? { ok: true, userId, input: body.input } : refusing(badFields(body.errors))
  }
  const client = await authenticateClient(env, request, 'appeals')
  if (!client.ok) return client
  const body = await readBody(request, clientAppealInput, client.body)
  if (!body.ok) return refusing(badFields(body.errors))
  const { userId, ...input } = body.input
  const held = await tooMany(env, userId)
  return held === null ? { ok: true, userId, input, client: client.actor } : refusing(held)
}

async function tooMany({ fast }: Env, userId: string): Promise<Response | null> {
  const waitSeconds = await overLimit(fast, `appeal ${userId}`, Date.now())
  if (waitSeconds === null) return null
  return problem(429, 'Too many appeals in a short time.', { retryAfterSeconds: waitSeconds })
}

/**
 * `GET /api/v1/notices` with somebody's own token, or by an API client with `userId` in the address: what they were told of
 * decisions, newest first. Never throws.
 */
export function sendOwnNotices(env: Env, request: Request): Promise<Response> {
  return answering(
    'notices',
    async (requestId) => {
      const whose = await readWhose(env, request, requestId)
      if (!whose.ok) return whose.answer
      return Response.json({ notices: await ownNotices(env.db, whose.userId) }, { headers: NOT_STORED })
    },
    refusalOf,
  )
}

const whoseInput = z.object({ userId: z.string().min(1).max(64).refine(isStorable) })

/** Of a person by their own token, of somebody that a backend names. */
async function readWhose(
  env: Env,
  request: Request,
  requestId: string,
): Promise<{ ok: true; userId: string } | { ok: false; answer: Response }> {
  const authorization = request.headers.get('authorization')
  if (!isSigned(authorization)) return { ok: true, userId: await reporterOf(env, authorization, requestId) }
  const client = await authenticateClient(env, request, 'notices')
  if (!client.ok) return client
  const asked = whoseInput.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (asked.success) return { ok: true, userId: asked.data.userId }
  return refusing(badFields([{ field: 'userId', detail: 'must be the id of somebody in the chat' }]))
}

const WORDS: Record<string, string> = {
  appeal_impossible: 'There is no decision behind this notice that can be appealed.',
  appeal_late: 'The time in which this could be appealed is over.',
  appeal_open: 'This decision is being looked at again already.',
}

function refusalOf(error: DomainError): Response {
  switch (error.code) {
    case 'unauthenticated':
      return problem(401, 'A valid OpenIM user token is needed.')
    case 'forbidden':
      return problem(403, 'This token is not the token of a person in the chat.')
    case 'not_found':
      return problem(404, 'There is no such notice of yours.')
    case 'conflict':
      return problem(409, WORDS[error.reason] ?? 'It cannot be done any more.')
    case 'unavailable':
      return problem(503, 'The token cannot be checked at the moment.', { retryAfterSeconds: AWAY_RETRY_S })
    default:
      return badFields([{ field: error.field ?? 'body', detail: 'cannot be used' }])
  }
}
