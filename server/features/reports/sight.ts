import { createHash } from 'node:crypto'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway, isNotFound, isOpenimError } from '@/server/openim/errors'
import type { ReportInput } from './schema'
import { type Onlooker, type SeenSubject, seenSubject, seeSubject } from './subject'

/** How long somebody's sight of a subject stands in while OpenIM cannot be asked, ms. */
const CACHED_MS = 10 * 60_000

/**
 * The subject of a report as its reporter sees it, or a machine. While OpenIM is away, what the same person saw of the same subject a
 * few minutes ago counts.
 * Throws DomainError `not_found` (it does not exist, or they cannot see it: the same), `invalid` (it is themselves),
 * `unavailable` (OpenIM is away).
 */
export async function sightOf(
  env: Env,
  who: Onlooker,
  { subject, copy }: ReportInput,
  requestId: string,
): Promise<SeenSubject> {
  const { reporterId } = who
  if (subject.kind === 'user' && subject.userId === reporterId) {
    throw new DomainError('invalid', 'reports_self', { field: 'subject.userId' })
  }
  const named = JSON.stringify([reporterId, who.seenBy, subject])
  const key = `report-sight:${createHash('sha256').update(named).digest('hex')}`
  const look = { ...who, openim: env.openim, options: { operationId: requestId }, sentAt: copy?.sendTime }
  const seen = await seeSubject(look, subject).catch((error: unknown) => standIn(env, key, error))
  if (seen === null) throw new DomainError('not_found', 'subject_not_found')
  if (seen.userId !== null && seen.userId === reporterId)
    throw new DomainError('invalid', 'reports_self', { field: 'subject' })
  await env.fast.set(key, JSON.stringify(seen), CACHED_MS)
  return seen
}

async function standIn({ fast }: Env, key: string, error: unknown): Promise<SeenSubject | null> {
  if (isNotFound(error)) return null
  if (isOpenimError(error) && error.reason === 'arguments_invalid') return null
  if (!isAway(error)) throw error
  const cached = await fast.get(key)
  if (cached === null) throw new DomainError('unavailable', 'openim_away', { cause: error })
  return seenSubject.parse(JSON.parse(cached))
}
