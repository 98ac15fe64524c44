import { z } from 'zod'
import type { ProblemStatus } from '@/server/features/reports/problem'

/** Refusals as the document of the API tells them. Pure. */

const errors = z.array(
  z.object({
    field: z.string().meta({ description: 'Of the body, the query or a header.' }),
    detail: z.string().meta({ description: 'For people.' }),
  }),
)

/** A problem document (RFC 9457) of one status with the codes that it may have. */
const problemOf = (status: ProblemStatus, codes: readonly [string, ...string[]]) =>
  z.object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.literal(status),
    code: z.enum(codes).meta({ description: 'What is the matter; stays as it is.' }),
    detail: z.string().meta({ description: 'For people; may change.' }),
    errors: errors.optional().meta({ description: 'Each field that cannot be used.' }),
    reference: z.string().optional().meta({ description: 'What support can find the refusal by.' }),
  })

export type Codes = Partial<Record<ProblemStatus, readonly string[]>>

/** What any call may be answered. */
const ALWAYS: Codes = { 500: ['internal'], 503: ['unavailable'] }
/** What a person’s own token may be answered. */
export const OF_PERSON: Codes = { 401: ['unauthenticated'], 403: ['forbidden'], 503: ['unavailable'] }
/** What a signature may be answered. */
export const OF_BACKEND: Codes = {
  400: ['body_too_large'],
  401: ['signature_malformed', 'time_refused', 'signature_refused', 'nonce_spent'],
  403: ['scope_missing'],
  503: ['sign_again', 'nonces_unknown'],
}
export const OF_KEY: Codes = {
  400: ['invalid'],
  409: ['idempotency_key_in_use'],
  422: ['idempotency_key_reused'],
}

const STATUSES = [400, 401, 403, 404, 409, 422, 429, 500, 503] as const

const DESCRIPTIONS: Record<ProblemStatus, string> = {
  400: 'Something of the request cannot be used.',
  401: 'Who calls cannot be told.',
  403: 'It may not be done by whoever calls.',
  404: 'It is not there, or not for whoever calls.',
  405: 'The address does not take this method. `Allow` says which it takes.',
  409: 'It cannot be done as things are.',
  422: 'It contradicts an earlier request.',
  429: 'Too many requests. `Retry-After` says when to come back, in seconds.',
  500: 'Our fault.',
  503: 'It cannot be done at the moment. `Retry-After` says when to come back, in seconds.',
}

/** The responses for all refusals that the given lists name together. */
export function refusals(...lists: readonly Codes[]) {
  const all = [ALWAYS, ...lists]
  const entries = STATUSES.flatMap((status) => {
    const [first, ...rest] = [...new Set(all.flatMap((list) => list[status] ?? []))]
    if (first === undefined) return []
    const schema = problemOf(status, [first, ...rest])
    const content = { 'application/problem+json': { schema } }
    return [[`${status}`, { description: DESCRIPTIONS[status], content }] as const]
  })
  return Object.fromEntries(entries)
}
