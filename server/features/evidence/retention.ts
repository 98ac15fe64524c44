import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { refuseUnseen } from '@/server/features/cases/sight'
import type { Retention } from './schema'

const found = z.array(
  z.object({
    id: z.string(),
    open: z.boolean(),
    emergency: z.boolean(),
    held: z.boolean(),
    kept: z.boolean(),
    days: z.number(),
    over: z.number().nullable(),
  }),
)
const held = z.array(z.object({ action: z.string(), name: z.string(), at: z.number() }))

/**
 * How long the evidence of a case is kept, and what keeps it longer; of a case that looks again, that of the first one.
 * Throws DomainError `not_found`.
 */
export async function retentionOf(
  { prisma }: Db,
  { actor }: { actor: { id: string } },
  caseId: string,
): Promise<Retention> {
  await refuseUnseen({ prisma }, actor.id, caseId)
  const [row] = found.parse(
    await prisma.$queryRaw`
      SELECT c.id, c.state <> 'closed' AS open, c.emergency, c.legal_hold AS held, y.retention_days AS days,
        case_is_kept(c.id, y.retention_days) AS kept,
        extract(epoch FROM greatest(c.closed_at, (
          SELECT max(again.closed_at) FROM decision AS d JOIN "case" AS again ON again.review_of_id = d.id
          WHERE d.case_id = c.id
        )) + y.retention_days * interval '1 day')::float8 * 1000 AS over
      FROM "case" AS asked LEFT JOIN decision AS first ON first.id = asked.review_of_id
      JOIN "case" AS c ON c.id = coalesce(first.case_id, asked.id) JOIN reason AS y ON y.id = c.reason
      WHERE asked.id = ${caseId}::uuid`,
  )
  if (!row) throw new Error(`case ${caseId} has no reason`)
  const { id, open, emergency, days, over } = row
  const isOver = over !== null && over <= Date.now()
  return {
    days,
    hold: row.held ? await holdOf(prisma, id, emergency) : null,
    // Its own time is over and still it is not purged: something that belongs to it keeps it.
    waits: !row.held && row.kept && isOver,
    purgeAt: open || over === null ? null : Math.round(over),
  }
}

/** Who set the hold that stands; nobody where the case is an emergency and it came with that. */
async function holdOf(prisma: Db['prisma'], caseId: string, emergency: boolean): Promise<Retention['hold']> {
  const [last] = held.parse(
    await prisma.$queryRaw`
      SELECT a.action, a.actor_name AS name, floor(extract(epoch FROM a.at) * 1000)::float8 AS at FROM (
        SELECT * FROM audit WHERE case_id = ${caseId}::uuid AND action IN ('case.hold_set', 'case.handed_over')
        ORDER BY id DESC LIMIT 1
      ) AS a
      WHERE NOT EXISTS (
        SELECT FROM audit AS l WHERE l.action = 'case.hold_lifted' AND l.id > a.id AND l.case_id = a.case_id
      )`,
  )
  if (last)
    return { because: last.action === 'case.hold_set' ? 'set' : 'handed_over', by: last.name, at: last.at }
  return { because: emergency ? 'emergency' : 'moved', by: null, at: null }
}
