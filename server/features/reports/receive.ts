import { createHash } from 'node:crypto'
import type { Env } from '@/server/env'
import type { DomainError } from '@/server/errors'
import { answering } from '@/server/features/client-api/answering'
import { rememberPeople } from '@/server/features/groups/person-index'
import { reportersKnown } from '@/server/features/reporters/record'
import type { IntakeRules } from '@/server/features/reporters/schema'
import { intakeNow } from './intake-now'
import { languageOfReport } from './language'
import { overLimit } from './limit'
import { badFields, problem } from './problem'
import { recordReport } from './record'
import { type Incoming, readIncoming } from './sender'
import { sightOf } from './sight'
import type { SeenSubject } from './subject'
import { createTurnstile } from './turnstile'

/** When a client may try again while OpenIM is away, s. */
const AWAY_RETRY_S = 30
/** What is taken from somebody muted: so few emergencies. */
const WHILE_MUTED = { most: 1, windowMs: 3_600_000 }
const REMEMBERED_MS = 10 * 60_000

/** Reports wait here rather than for a connection: however many come, the console finds one of its ten free. */
const oneOfFew = createTurnstile(3)
/** Above so many that wait, more are asked to come back: an answer soon is better than none. */
const MOST_WAITING = 2_000
const BUSY_RETRY_S = 10

/**
 * `POST /api/v1/reports`: 201 `{number}` for a report, 200 with the same number for the same reporter's next one on the
 * same open case; 400, 401, 403, 404, 429 and 503 as problem documents. Never throws.
 */
export function receiveReport(env: Env, request: Request): Promise<Response> {
  return answering('a report', (requestId) => receive(env, request, requestId), refusalOf)
}

async function receive(env: Env, request: Request, requestId: string): Promise<Response> {
  if (oneOfFew.waiting() > MOST_WAITING) {
    const code = 'busy'
    return problem(503, 'Too many reports come at once.', { code, retryAfterSeconds: BUSY_RETRY_S })
  }
  const { rules, reasons } = await oneOfFew(() => intakeNow(env.db))
  const read = await readIncoming(env, request, {
    requestId,
    reasonIds: reasons.map(({ id }) => id),
    hold: (reporterId) => ofReporter(env, rules, reporterId, false),
  })
  if (!read.ok) return read.answer
  const { incoming } = read
  const { reporterId, automated, input, onlooker, client } = incoming
  const busy = client && (await ofReporter(env, rules, reporterId, automated))
  if (busy) return busy
  const known = (await oneOfFew(() => reportersKnown(env.db.prisma, [reporterId])))(reporterId)
  const reason = reasons.find(({ id }) => id === input.reason)
  if (!reason) throw new Error(`the reason ${input.reason} is not in use`)
  const isEmergency = reason.emergency
  const muted = await whileMuted(env, reporterId, known.mutedUntil, isEmergency)
  if (muted) return muted
  const readAt = Date.now()
  const subject = await sightOf(env, onlooker, input, requestId)
  const crowded = isEmergency ? null : await ofSubject(env, rules, subject)
  if (crowded) return crowded
  await rememberReporter(env, incoming, subject, readAt)
  const arrival = { reporterId, subject, input, reason, requestId, automated, client }
  const language = languageOf(request, incoming)
  const record = rules.weigh ? known : null
  const { number, isNew } = await oneOfFew(() => recordReport(env.db, { ...arrival, language, record }))
  return Response.json({ number }, { status: isNew ? 201 : 200, headers: { 'cache-control': 'no-store' } })
}

/** A backend's header says nothing of the person it speaks for. */
function languageOf({ headers }: Request, { client, input }: Incoming): string {
  const acceptLanguage = client === null ? headers.get('accept-language') : null
  return languageOfReport({ language: input.language, acceptLanguage, text: input.text })
}

/** Once in a while for each name of each person: it is known by then. */
async function rememberReporter(
  { db, fast }: Env,
  { reporterId: userId, automated }: Incoming,
  { reporterName: nickname, reporterFaceUrl: faceUrl }: SeenSubject,
  readAt: number,
): Promise<void> {
  if (automated) return
  const name = createHash('sha256')
    .update(JSON.stringify([userId, nickname, faceUrl]))
    .digest('hex')
  if ((await fast.get(`reporter-name:${name}`)) !== null) return
  await rememberPeople(db, [{ userId, nickname, faceUrl }], readAt)
  await fast.set(`reporter-name:${name}`, '1', REMEMBERED_MS)
}

const tooMany = (code: string, detail: string, retryAfterSeconds: number) =>
  problem(429, detail, { code, retryAfterSeconds })

async function ofReporter(
  { fast }: Env,
  { perReporter, perDetector, windowMs }: IntakeRules,
  reporterId: string,
  automated: boolean,
): Promise<Response | null> {
  const limit = { most: automated ? perDetector : perReporter, windowMs }
  const wait = await overLimit(fast, reporterId, Date.now(), limit)
  return wait === null ? null : tooMany('too_many_reports', 'Too many reports in a short time.', wait)
}

/** So many people report it that it is looked at anyway; emergencies are not counted. */
async function ofSubject(
  { fast }: Env,
  { perSubject, windowMs }: IntakeRules,
  { kind, key }: SeenSubject,
): Promise<Response | null> {
  const limit = { most: perSubject, windowMs }
  const wait = await overLimit(fast, `subject ${kind} ${key}`, Date.now(), limit)
  return wait === null
    ? null
    : tooMany('too_many_of_subject', 'This was reported often in a short time, and is being looked at.', wait)
}

/** Whoever is muted is told so, with when it ends. What may cost a life is taken, once an hour. */
async function whileMuted(
  { fast }: Env,
  reporterId: string,
  mutedUntil: number | null,
  isEmergency: boolean,
): Promise<Response | null> {
  if (mutedUntil === null) return null
  const now = Date.now()
  if (isEmergency && (await overLimit(fast, `muted ${reporterId}`, now, WHILE_MUTED)) === null) return null
  const wait = Math.max(1, Math.ceil((mutedUntil - now) / 1000))
  return tooMany('reporter_muted', 'Reports of this reporter are not taken at the moment.', wait)
}

const WORDS: Record<string, string> = {
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
