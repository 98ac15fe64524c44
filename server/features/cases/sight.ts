import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'

/** Cases of restricted queues are seen by their members and by owners; one's own affair is decided by others. */

const verdict = z.array(z.object({ seen: z.boolean().nullable(), own: z.boolean() }))

/**
 * Refuses somebody who may not work on a case. Throws DomainError `not_found` where they may not even know of it,
 * `forbidden` / `own_affair` where they reported it, are reported in it or belong to a group it is about.
 */
export async function refuseStranger(tx: Tx, staffId: string, caseId: string): Promise<void> {
  const rows = await tx.$queryRaw`
    SELECT may_see_case(${caseId}::uuid, ${staffId}::uuid) AS seen, own_affair(${caseId}::uuid, ${staffId}::uuid) AS own`
  const [row] = verdict.parse(rows)
  if (!row?.seen) throw new DomainError('not_found', 'not_found')
  if (row.own) throw new DomainError('forbidden', 'own_affair')
}

const ids = z.array(z.object({ queue_id: z.string() }))

/** The condition under which this person sees a case `c`. */
export async function sightOf({ prisma }: Pick<Db, 'prisma'>, actor: Sighted): Promise<Prisma.Sql> {
  if (actor.role === 'owner') return Prisma.sql`true`
  const rows = await prisma.$queryRaw`
    SELECT m.queue_id FROM queue_member AS m JOIN queue AS q ON q.id = m.queue_id AND q.restricted
    WHERE m.staff_id = ${actor.id}::uuid`
  const queues = ids.parse(rows).map((row) => row.queue_id)
  // Alone it is the condition of an index.
  if (queues.length === 0) return Prisma.sql`NOT c.restricted`
  return Prisma.sql`(NOT c.restricted OR c.queue_id IN (${Prisma.join(queues)}))`
}

/** The same for lists that Prisma reads. */
export function seenCases(actor: Sighted): Prisma.CaseWhereInput {
  if (actor.role === 'owner') return {}
  return { OR: [{ restricted: false }, { queue: { members: { some: { staffId: actor.id } } } }] }
}

/** Whose sight it is. */
export type Sighted = Pick<StaffActor, 'id' | 'role'>

/** Throws DomainError `not_found` where this person may not see the case. */
export async function refuseUnseen(
  { prisma }: Pick<Db, 'prisma'>,
  staffId: string,
  caseId: string,
): Promise<void> {
  const rows = await prisma.$queryRaw`
    SELECT may_see_case(${caseId}::uuid, ${staffId}::uuid) AS seen, false AS own`
  const [row] = verdict.parse(rows)
  if (!row?.seen) throw new DomainError('not_found', 'not_found')
}
