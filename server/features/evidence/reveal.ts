import { createHmac, timingSafeEqual } from 'node:crypto'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { accusedOf } from '@/server/features/cases/accused'
import { openMedia } from './open-media'

/** How long a revealed file of an emergency may be loaded, ms. */
const REVEALED_MS = 10 * 60_000

type By = { actor: StaffActor; requestId: string }

/**
 * Lets this person load one file of an emergency for ten minutes; every time is audited. Throws DomainError `not_found`,
 * `forbidden`.
 */
export async function revealMedia(
  { db, config }: Pick<Env, 'db' | 'config'>,
  by: By,
  mediaId: string,
): Promise<{ token: string }> {
  const { row, media } = await openMedia(db, by, mediaId)
  await db.prisma.$transaction((tx) =>
    appendAudit(tx, {
      ...by,
      action: 'case.media_revealed',
      subject: accusedOf(row),
      after: { media: mediaId, part: media.part, sha256: media.sha256 },
      caseId: row.id,
    }),
  )
  const until = Date.now() + REVEALED_MS
  return { token: `${until}.${sign(config.nextAuthSecret, by.actor, mediaId, until)}` }
}

/** Whether a token lets this session load this file now. Pure but for the clock. */
export function isRevealed(
  { nextAuthSecret }: { nextAuthSecret: string },
  actor: StaffActor,
  mediaId: string,
  token: string | null,
): boolean {
  const [, until = '', signature = ''] = /^(\d{1,16})\.([0-9a-f]{64})$/.exec(token ?? '') ?? []
  if (signature === '' || Number(until) < Date.now()) return false
  const expected = sign(nextAuthSecret, actor, mediaId, Number(until))
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
}

function sign(secret: string, { sessionId }: StaffActor, mediaId: string, until: number): string {
  return createHmac('sha256', secret).update(`reveal:${sessionId}:${mediaId}:${until}`).digest('hex')
}
