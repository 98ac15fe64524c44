import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { unreadOf } from '@/server/features/inbox/list'
import { openQuestions } from './list'
import { type CaseCounts, MOST_COUNTED } from './schema'
import { type Sighted, sightOf } from './sight'

const counts = z.tuple([
  z.object({
    mine: z.number(),
    decided: z.number(),
    assigned: z.number(),
    asked: z.number(),
    snoozed: z.number(),
    unread: z.number(),
  }),
])
const queues = z.array(z.object({ id: z.string(), open: z.number(), overdue: z.number() }))

/**
 * How many cases wait in each queue that this person sees, how many they hold, were given or are asked about, and how
 * many have an action under way or are out of the queue. Each is counted up to a limit, through an index.
 */
export async function countCases(db: Db, actor: Sighted): Promise<CaseCounts> {
  const sight = await sightOf(db, actor)
  const upTo = (condition: Prisma.Sql) => Prisma.sql`
    (SELECT count(*)::int FROM (SELECT 1 FROM "case" AS c WHERE ${condition} AND ${sight} LIMIT ${MOST_COUNTED}) AS counted)`
  const waits = Prisma.sql`c.state = 'open' AND c.snoozed_until IS NULL AND c.queue_id = q.id`
  const [mine, each] = await Promise.all([
    db.prisma.$queryRaw`
      SELECT ${upTo(Prisma.sql`c.state = 'open' AND c.claimed_by_id = ${actor.id}::uuid`)} AS mine,
             ${upTo(Prisma.sql`c.state = 'decided'`)} AS decided,
             ${upTo(Prisma.sql`c.state = 'open' AND c.assigned_to_id = ${actor.id}::uuid`)} AS assigned,
             ${upTo(Prisma.sql`c.state = 'open' AND c.id IN (${openQuestions(actor.id)})`)} AS asked,
             ${upTo(Prisma.sql`c.snoozed_until IS NOT NULL`)} AS snoozed,
             (SELECT count(*)::int FROM (SELECT 1 ${unreadOf(actor.id, sight)} LIMIT ${MOST_COUNTED}) AS counted) AS unread`,
    db.prisma.$queryRaw`
      SELECT q.id, ${upTo(waits)} AS open, ${upTo(Prisma.sql`${waits} AND c.deadline_at < now()`)} AS overdue
      FROM queue AS q
      WHERE q.active AND (
        NOT q.restricted OR ${actor.role === 'owner'}
        OR EXISTS (SELECT FROM queue_member AS m WHERE m.queue_id = q.id AND m.staff_id = ${actor.id}::uuid)
      )
      ORDER BY q.position, q.id`,
  ])
  const waiting = queues.parse(each)
  const open = Math.min(
    MOST_COUNTED,
    waiting.reduce((sum, queue) => sum + queue.open, 0),
  )
  return { open, ...counts.parse(mine)[0], queues: waiting }
}
