import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { isDatabaseAway } from '@/server/db/away'
import { DomainError, ERROR_STATUS } from '@/server/errors'
import { fieldErrors, readBody } from '@/server/features/reports/body'
import { type FieldError, problem } from '@/server/features/reports/problem'
import { log } from '@/server/log'

/** When a client may try again after a fault of ours or while something is away, s. */
const RETRY_S = 10

/** An answer that ends a request where it is thrown. */
export class Answered extends Error {
  constructor(readonly answer: Response) {
    super('answered')
    this.name = 'Answered'
  }
}

/** Ends the request with a problem. */
export function refuseWith(...problemOf: Parameters<typeof problem>): never {
  throw new Answered(problem(...problemOf))
}

/** 400 that names each field. */
export const refuseFields = (errors: FieldError[]): never =>
  refuseWith(400, 'Some fields cannot be used.', { errors })

/**
 * Does the work of one call; whatever is thrown becomes a problem document, a refusal by `refusal`. Never throws. `what` is
 * for the log.
 */
export async function answering(
  what: string,
  work: (requestId: string) => Promise<Response>,
  refusal: (error: DomainError) => Response = problemOf,
): Promise<Response> {
  const requestId = randomUUID()
  try {
    return await work(requestId)
  } catch (error) {
    if (error instanceof Answered) return error.answer
    if (error instanceof DomainError) return refusal(error)
    if (isDatabaseAway(error)) {
      log().warn({ err: error, requestId }, `${what} has to wait for PostgreSQL`)
      return problem(503, 'It cannot be done at the moment. Try again later.', { retryAfterSeconds: RETRY_S })
    }
    log().error({ err: error, requestId }, `${what} could not be answered`)
    return problem(500, 'It could not be done. Try again later.', { retryAfterSeconds: RETRY_S })
  }
}

/** Of a value that was read from an address or a body; ends the request with each field that cannot be used. */
export function parsed<T>(shape: z.ZodType<T>, value: unknown): T {
  const read = shape.safeParse(value)
  if (read.success) return read.data
  return refuseFields(fieldErrors(read.error))
}

/** The body of a call; ends the request where it cannot be used. */
export async function bodyOf<T>(request: Request, shape: z.ZodType<T>, bytes: Uint8Array): Promise<T> {
  const body = await readBody(request, shape, bytes)
  return body.ok ? body.input : refuseFields(body.errors)
}

/** Words of refusals, by their reasons. The reason is the problem's code. */
const WORDS: Record<string, string> = {
  token_refused: 'A valid OpenIM user token is needed.',
  token_of_admin: 'This token is not the token of a person in the chat.',
  openim_away: 'The chat cannot be asked at the moment.',
  group_not_found: 'There is no such group.',
  not_found: 'There is no such link of this client.',
  invite_group_dismissed: 'The group was dismissed.',
  invite_changed: 'The link was changed meanwhile. Read it again.',
  invite_revoked: 'The link was revoked.',
  invite_not_active: 'The link is paused already.',
  invite_not_paused: 'The link is not paused.',
  invite_abused: 'The link was paused because of who came by it. Staff decide whether it works again.',
  invite_uses_below: 'It was used more often than that.',
  invite_mode_used: 'It let people in already.',
  invite_end_past: 'must not be past',
  invite_end_beyond: 'is further away than API clients may set',
  invite_uses_beyond: 'is more than API clients may allow',
}

/** Codes that clients know from elsewhere. */
const CODES: Record<string, string> = {
  token_refused: 'unauthenticated',
  token_of_admin: 'forbidden',
  openim_away: 'unavailable',
  not_found: 'not_found',
}

function problemOf({ code, reason, field }: DomainError): Response {
  const detail = WORDS[reason] ?? 'It cannot be done.'
  if (field !== undefined && (code === 'invalid' || code === 'forbidden')) {
    const more = code === 'forbidden' ? { code: reason } : {}
    const errors = [{ field, detail: WORDS[reason] ?? 'cannot be used' }]
    return problem(ERROR_STATUS[code], 'Some fields cannot be used.', { ...more, errors })
  }
  const retryAfterSeconds = code === 'unavailable' ? RETRY_S : undefined
  return problem(ERROR_STATUS[code], detail, { code: CODES[reason] ?? reason, retryAfterSeconds })
}
