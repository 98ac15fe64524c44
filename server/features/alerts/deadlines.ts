import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'

const MOST_AT_ONCE = 500

/** Cases whose deadline is to be told of now. */
export const dueDeadlinesSql = Prisma.sql`
  SELECT case_id FROM deadline_watch WHERE tell_at <= now()
  ORDER BY tell_at, case_id LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED`

/**
 * Tells of open cases whose time is running out, each once for a deadline. Reads no more than those that are due, by their
 * index. Any number of processes may run it.
 */
export async function tellDeadlines({ prisma }: Db): Promise<void> {
  for (let taken = MOST_AT_ONCE; taken === MOST_AT_ONCE; ) {
    // The last part runs whatever comes of the parts before it: what is told and what is watched no more go together.
    const rows: unknown[] = await prisma.$queryRaw`
      WITH due AS (${dueDeadlinesSql}), done AS (
        DELETE FROM deadline_watch WHERE case_id IN (SELECT case_id FROM due) RETURNING case_id
      )
      SELECT CASE WHEN c.state = 'open' THEN alert_channels(
        'deadline', 'deadline:' || c.id || ':' || floor(extract(epoch FROM c.deadline_at)), c.queue_id,
        jsonb_build_object('case', c.number, 'reason', c.reason,
                           'due', floor(extract(epoch FROM c.deadline_at) * 1000))
      ) END AS told
      FROM done JOIN "case" AS c ON c.id = done.case_id`
    taken = rows.length
  }
}
