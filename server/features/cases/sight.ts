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

/** The database, or a transaction. */
type Asked = { prisma: Pick<Tx, '$queryRaw'> }

const ids = z.array(z.object({ queue_id: z.string() }))

/** The condition under which this person sees a case `c`. */
export async function sightOf({ prisma }: Asked, actor: Sighted): Promise<Prisma.Sql> {
  if (actor.role === 'owner') return Prisma.sql`true`
  const queues = await restrictedQueuesOf(prisma, actor.id)
  // Alone it is the condition of an index.
  if (queues.length === 0) return Prisma.sql`NOT c.restricted`
  return Prisma.sql`(NOT c.restricted OR c.queue_id IN (${Prisma.join(queues)}))`
}

/** The restricted queues that somebody is a member of. */
export async function restrictedQueuesOf(tx: Pick<Tx, '$queryRaw'>, staffId: string): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT m.queue_id FROM queue_member AS m JOIN queue AS q ON q.id = m.queue_id AND q.restricted
    WHERE m.staff_id = ${staffId}::uuid`
  return ids.parse(rows).map((row) => row.queue_id)
}

const numbered = z.array(z.object({ id: z.string(), number: z.number() }))

/** Of these cases, by id or number, those that this person may not know of. */
export async function unseenAmong(
  tx: Pick<Tx, '$queryRaw'>,
  actor: Sighted,
  { caseIds = [], numbers = [] }: { caseIds?: readonly string[]; numbers?: readonly number[] },
): Promise<{ ids: ReadonlySet<string>; numbers: ReadonlySet<number> }> {
  if (actor.role === 'owner' || caseIds.length + numbers.length === 0)
    return { ids: new Set(), numbers: new Set() }
  const rows = numbered.parse(
    await tx.$queryRaw`
      SELECT c.id, c.number FROM "case" AS c
      WHERE (c.id = ANY (${[...new Set(caseIds)]}::uuid[]) OR c.number = ANY (${[...new Set(numbers)]}::int[]))
        AND NOT ${await sightOf({ prisma: tx }, actor)}`,
  )
  return { ids: new Set(rows.map(({ id }) => id)), numbers: new Set(rows.map(({ number }) => number)) }
}

/** The same for lists that Prisma reads. */
export function seenCases(actor: Sighted): Prisma.CaseWhereInput {
  if (actor.role === 'owner') return {}
  return { OR: [{ restricted: false }, { queue: { members: { some: { staffId: actor.id } } } }] }
}

/** The refusal of a second open case about something; the number of the first is for those who may know of it. */
export async function hasOpenCase(tx: Tx, actor: Sighted, number: number): Promise<DomainError> {
  const unseen = await unseenAmong(tx, actor, { numbers: [number] })
  const facts = { number: unseen.numbers.has(number) ? null : number }
  return new DomainError('conflict', 'subject_has_open_case', { facts })
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
