import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Env } from '@/server/env'
import { refuseHidden } from '@/server/features/appeals/blind'
import { isAway } from '@/server/openim/errors'
import { evidenceBody, type StoredMessage, sha256Of } from './body'
import { wantedOf } from './fetch'
import { openPart } from './open-part'
import { readAgain } from './read'
import type { LookAgain } from './schema'
import { whatHappened } from './sighting'
import { type SightingBody, sightingBody } from './sighting-body'

/** Everybody who opens a case within this time shares one look, ms. */
const SHARED_MS = 10_000

/**
 * Reads a reported message again. Whatever is new about it (edited, taken back, gone) is kept beside the first evidence,
 * which it never changes. Throws DomainError `not_found`, `forbidden` / `hidden_while_blind`.
 */
export async function lookAgain(
  env: Pick<Env, 'db' | 'openim' | 'fast'>,
  by: { actor: StaffActor; requestId: string },
  subjectId: string,
): Promise<LookAgain> {
  const part = await openPart(env.db, by, subjectId, 'sees')
  await refuseHidden(env.db, by.actor.id, { caseId: part.caseId })
  const { evidence } = part
  const first = evidenceBody.safeParse(evidence?.body).data
  const original = first?.messages.find(({ seq }) => seq === first.reportedSeq)
  if (!evidence || !original) return { read: true, at: Date.now(), now: 'unseen' }
  const key = `evidence-look:${evidence.id}`
  const shared = shownLook.safeParse(parsed(await env.fast.get(key))).data
  if (shared) return shared
  try {
    const at = Date.now()
    const wanted = wantedOf(part)
    const found = await readAgain(env.openim, wanted, { operationId: by.requestId })
    // Nobody who may be asked sees anything there: that says nothing of the message.
    const now = found ? await note(env, evidence.id, seenIn(original), seenIn(found)) : 'unseen'
    const look = { read: true, at, now } as const
    await env.fast.set(key, JSON.stringify(look), SHARED_MS)
    return look
  } catch (error) {
    if (!isAway(error)) throw error
    return { read: false }
  }
}

const shownLook = z.object({
  read: z.literal(true),
  at: z.number(),
  now: z.enum(['as_kept', 'edited', 'revoked', 'deleted', 'unseen']),
})

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}

const seenIn = ({ contentType, content, revokedAt, deleted }: StoredMessage): SightingBody => ({
  contentType,
  content,
  revokedAt,
  deleted,
})

/** Keeps what is new since the last look, and says how the message differs from what was kept first. */
async function note(
  { db }: Pick<Env, 'db'>,
  evidenceId: string,
  original: SightingBody,
  now: SightingBody,
): Promise<Extract<LookAgain, { read: true }>['now']> {
  await db.prisma.$transaction(async (tx) => {
    // Two looks at once see the same news: the second waits here and then finds nothing new.
    const kept = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM evidence WHERE id = ${evidenceId}::uuid AND purged_at IS NULL FOR NO KEY UPDATE`
    if (kept.length === 0) return
    const kind = whatHappened(await lastSeen(tx, evidenceId, original), now)
    if (kind === null) return
    await tx.evidenceSighting.create({
      data: { evidenceId, kind, body: now, sha256: sha256Of(now), seenAt: new Date() },
      select: { id: true },
    })
  })
  const since = whatHappened(original, now)
  return since === null || since === 'back' ? 'as_kept' : since
}

async function lastSeen(tx: Tx, evidenceId: string, original: SightingBody): Promise<SightingBody> {
  const last = await tx.evidenceSighting.findFirst({
    where: { evidenceId },
    orderBy: [{ seenAt: 'desc' }, { id: 'desc' }],
    select: { body: true },
  })
  return sightingBody.safeParse(last?.body).data ?? original
}
