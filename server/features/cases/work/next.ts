import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { type By, type Claimed, claimIn } from '@/server/features/cases/claim'
import { type Held, releaseIn } from '@/server/features/cases/release'
import { sightOf } from '@/server/features/cases/sight'
import { refreshOwnGroups } from './own-groups'
import { SKIP_MS, type Within } from './schema'

export type Next = Claimed & { caseId: string; number: number }

/**
 * Gives the best case that this person may take, and claims it in the same transaction: first what was assigned to them,
 * then by urgency, deadline and age among their queues and languages; nothing that is held, snoozed, skipped by them,
 * assigned to others, their own affair or theirs to be kept from; only of what is asked for. Of any number at once, each gets another one. The case
 * they leave goes back into the queue, unless they wait for an answer about it. Null where nothing is left.
 */
export async function nextCase(
  env: Pick<Env, 'db' | 'openim'>,
  by: By,
  leaving: Held | null,
  within: Within = {},
  besides?: string,
): Promise<Next | null> {
  await refreshOwnGroups(env, by.actor.id)
  const sight = await sightOf(env.db, by.actor)
  return await env.db.prisma.$transaction(async (tx) => {
    if (leaving) await leave(tx, by, leaving)
    const common = Prisma.sql`${sight} AND ${matching(within)} AND ${free(by.actor.id, besides ?? leaving?.caseId)}`
    const found =
      (await best(tx, Prisma.sql`${common} AND c.assigned_to_id = ${by.actor.id}::uuid`)) ??
      (await best(tx, Prisma.sql`${common} AND ${unassigned(by)}`))
    if (!found) return null
    const claimed = await claimIn(tx, by, found.id)
    return { ...claimed, caseId: found.id, number: found.number }
  })
}

function matching({ queue, reason, kind }: Within): Prisma.Sql {
  const conditions = [Prisma.sql`true`]
  if (queue !== undefined) conditions.push(Prisma.sql`c.queue_id = ${queue}`)
  if (reason !== undefined) conditions.push(Prisma.sql`c.reason = ${reason}`)
  if (kind !== undefined) conditions.push(Prisma.sql`c.subject_kind = ${kind}::"SubjectKind"`)
  return Prisma.join(conditions, ' AND ')
}

const rows = z.array(z.object({ id: z.string(), number: z.number() }))

/** The first in order that nobody is just taking; it stays locked. */
async function best(tx: Tx, condition: Prisma.Sql) {
  const found = await tx.$queryRaw`
    SELECT c.id, c.number FROM "case" AS c
    WHERE c.state = 'open' AND c.snoozed_until IS NULL AND ${condition}
    ORDER BY c.urgency, c.deadline_at, c.id
    LIMIT 1
    FOR NO KEY UPDATE OF c SKIP LOCKED`
  return rows.parse(found)[0]
}

/** Nobody holds it, it is nothing this person is kept from, and not the one they leave. */
function free(staffId: string, leaving: string | undefined): Prisma.Sql {
  const other = leaving === undefined ? Prisma.empty : Prisma.sql`AND c.id <> ${leaving}::uuid`
  return Prisma.sql`
    (c.claimed_by_id IS NULL OR c.claim_expires_at <= now()) ${other}
    AND NOT EXISTS (SELECT FROM case_excluded AS x WHERE x.case_id = c.id AND x.staff_id = ${staffId}::uuid)
    AND NOT own_affair(c.id, ${staffId}::uuid)`
}

/**
 * What anybody of these queues and languages may take. A queue with members is worked on by them, one without by
 * everybody, a restricted one without members by owners. What waits for somebody who is gone waits for everybody.
 */
function unassigned({ actor }: By): Prisma.Sql {
  const me = Prisma.sql`${actor.id}::uuid`
  const skippedAfter = new Date(Date.now() - SKIP_MS)
  return Prisma.sql`
    (c.assigned_to_id IS NULL
      OR EXISTS (SELECT FROM staff AS gone WHERE gone.id = c.assigned_to_id AND gone.disabled_at IS NOT NULL))
    AND c.queue_id IN (
      SELECT q.id FROM queue AS q
      WHERE EXISTS (SELECT FROM queue_member AS m WHERE m.queue_id = q.id AND m.staff_id = ${me})
        OR ((NOT q.restricted OR ${actor.role === 'owner'})
          AND NOT EXISTS (SELECT FROM queue_member AS m WHERE m.queue_id = q.id))
    )
    AND (c.language = '' OR EXISTS (
      SELECT FROM staff AS s
      WHERE s.id = ${me} AND (s.languages = '{}' OR c.language = ANY (s.languages))
    ))
    AND NOT EXISTS (
      SELECT FROM case_skip AS k WHERE k.case_id = c.id AND k.staff_id = ${me} AND k.skipped_at > ${skippedAfter}
    )`
}

/** Gives back what is left, unless somebody else has it by now or an answer is awaited. */
async function leave(tx: Tx, by: By, held: Held): Promise<void> {
  const asked = await tx.caseNote.findFirst({
    where: { caseId: held.caseId, kind: 'question', staffId: by.actor.id, answered: { none: {} } },
    select: { id: true },
  })
  if (asked) return
  try {
    await releaseIn(tx, by, held)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}
