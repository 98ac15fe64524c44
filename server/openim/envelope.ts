import { z } from 'zod'
import { type CodeMeaning, codeMeaning } from './error-codes'
import { OpenimError, type OpenimReason } from './errors'
import { wasNeverConnected } from './network-error'
import { redact } from './redact'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface ExchangeInput {
  fetch: Fetch
  baseUrl: string
  route: string
  operationId: string
  /** Absent on the two routes that need no token. */
  token: string | undefined
  /** JSON */
  body: string
  timeoutMs: number
  signal: AbortSignal | undefined
  /** Texts that must never reach a log, besides anything that looks like a token. */
  secrets: readonly string[]
}

const envelope = z.object({
  errCode: z.int(),
  errMsg: z.string().catch(''),
  errDlt: z.string().catch(''),
  data: z.unknown().optional(),
})

type Envelope = z.infer<typeof envelope>

interface Answer {
  status: number
  text: string
  retryAfterMs: number | undefined
}

/**
 * One request and its answer, with no repeats: the only place that knows OpenIM's transport (contract section 1).
 * Returns `data` as it came (undefined where the answer has none). Throws OpenimError of every kind but `shape`.
 */
export async function exchange(input: ExchangeInput): Promise<unknown> {
  const answer = await post(input)
  const parsed = parseEnvelope(answer.text)
  if (parsed === undefined) throw withoutEnvelope(input, answer)
  if (parsed.errCode !== 0) throw withCode(input, answer, parsed)
  if (answer.status < 200 || answer.status >= 300) {
    throw failure(input, 'uncertain', 'http_failed', 'the answer contradicts its HTTP status', answer)
  }
  return parsed.data
}

async function post(input: ExchangeInput): Promise<Answer> {
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(), input.timeoutMs)
  const signal = input.signal === undefined ? timer.signal : AbortSignal.any([timer.signal, input.signal])
  try {
    const response = await input.fetch(`${input.baseUrl}${input.route}`, {
      method: 'POST',
      headers: headers(input),
      body: input.body,
      // A redirect would carry the token elsewhere; OpenIM itself only redirects a trailing slash.
      redirect: 'manual',
      signal,
    })
    return {
      status: response.status,
      text: await response.text(),
      retryAfterMs: retryAfter(response.headers),
    }
  } catch (cause) {
    if (input.signal?.aborted)
      throw failure(input, 'uncertain', 'aborted', 'the caller gave up waiting', undefined, cause)
    if (timer.signal.aborted)
      throw failure(input, 'uncertain', 'timed_out', 'no answer in time', undefined, cause)
    if (wasNeverConnected(cause)) {
      throw failure(input, 'unreachable', 'connection_failed', 'no connection to OpenIM', undefined, cause)
    }
    throw failure(
      input,
      'uncertain',
      'connection_lost',
      'the connection broke before the answer',
      undefined,
      cause,
    )
  } finally {
    clearTimeout(timeout)
  }
}

function headers(input: ExchangeInput): Record<string, string> {
  const base = {
    'content-type': 'application/json',
    // OpenIM gzips whatever its size, and undoing that costs more than all else about a small answer.
    'accept-encoding': 'identity',
    operationID: input.operationId,
  }
  return input.token === undefined ? base : { ...base, token: input.token }
}

function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

/**
 * The envelope in a text, or undefined if there is none. Integers beyond 2^53 (hashes, versions) lose digits here, which
 * is harmless: no schema of ours reads them, and `z.int()` refuses a rounded number instead of passing it on.
 */
export function parseEnvelope(text: string): Envelope | undefined {
  try {
    const parsed = envelope.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** What an answer means. The single-process build says 500 and MongoDB's text for what others call 1004 (contract 13.1). */
function meaningOf(errCode: number, text: string): CodeMeaning {
  return codeMeaning(errCode === 500 && text.includes('no documents') ? 1004 : errCode)
}

function withCode(input: ExchangeInput, answer: Answer, { errCode, errMsg, errDlt }: Envelope): OpenimError {
  const { reason, meaning, uncertain } = meaningOf(errCode, `${errMsg} ${errDlt}`)
  return new OpenimError({
    kind: uncertain === true || answer.status >= 500 ? 'uncertain' : 'refused',
    reason,
    meaning,
    code: errCode,
    httpStatus: answer.status,
    route: input.route,
    operationId: input.operationId,
    detail: { errMsg: redact(errMsg, secretsOf(input)), errDlt: redact(errDlt, secretsOf(input)) },
    retryAfterMs: answer.retryAfterMs,
  })
}

/** An answer that is not OpenIM's envelope: gin's plain 404, an empty 500 after a panic, or a proxy in between. */
function withoutEnvelope(input: ExchangeInput, answer: Answer): OpenimError {
  const { status } = answer
  if (status === 404)
    return failure(input, 'refused', 'route_unknown', 'OpenIM does not have this route', answer)
  if (status === 429) return failure(input, 'refused', 'rate_limited', 'OpenIM is limiting requests', answer)
  if (status >= 300 && status < 500 && status !== 408) {
    return failure(input, 'refused', 'http_refused', 'something in front of OpenIM refused', answer)
  }
  if (status >= 200 && status < 300) {
    return failure(input, 'uncertain', 'answer_unreadable', 'the answer is not one of OpenIM', answer)
  }
  return failure(input, 'uncertain', 'http_failed', 'OpenIM or something in front of it failed', answer)
}

function failure(
  input: ExchangeInput,
  kind: 'refused' | 'unreachable' | 'uncertain',
  reason: OpenimReason,
  meaning: string,
  answer?: Answer,
  cause?: unknown,
): OpenimError {
  return new OpenimError({
    kind,
    reason,
    meaning,
    code: kind === 'refused' ? answer?.status : undefined,
    httpStatus: answer?.status,
    route: input.route,
    operationId: input.operationId,
    retryAfterMs: answer?.retryAfterMs,
    cause,
  })
}

function secretsOf(input: ExchangeInput): string[] {
  return input.token === undefined ? [...input.secrets] : [...input.secrets, input.token]
}
