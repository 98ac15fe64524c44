import { z } from 'zod'
import { MOST_DELETED_FIRST, type ReportedMessages } from '@/server/actions/group/schema'
import type { Wish } from '@/server/actions/intend-all'
import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'

/**
 * Messages of a group that somebody reported, whose evidence is kept, and that nobody has deleted or is deleting; the
 * newest report of each.
 */
const reported = (groupId: string) => Prisma.sql`
  SELECT DISTINCT ON (s.key) s.key AS id, s.case_id, s.name, s.user_id AS "userId",
    extract(epoch FROM s.added_at)::float8 * 1000 AS at
  FROM case_subject AS s JOIN evidence AS e ON e.subject_id = s.id AND e.state = 'stored'
  WHERE s.group_id = ${groupId} AND s.kind = 'message'
    AND NOT EXISTS (
      SELECT FROM desired_state AS d
      WHERE d.subject_kind = 'message' AND d.subject_id = s.key AND d.desired ->> 'state' = 'deleted'
    )
  ORDER BY s.key, s.added_at DESC`

const reportedRow = z.object({
  id: z.string(),
  name: z.string(),
  userId: z.string().nullable(),
  at: z.number().transform(Math.round),
})

/**
 * What a dismissal offers to delete first, of cases that this person may know of: at most as many as one takes, the newest
 * reports first.
 */
export async function reportedMessages(
  { prisma }: Db,
  staffId: string,
  groupId: string,
): Promise<ReportedMessages> {
  const rows = await prisma.$queryRaw`
    SELECT id, count(*) OVER ()::int AS total FROM (${reported(groupId)}) AS found
    WHERE may_see_case(case_id, ${staffId}::uuid)
    ORDER BY at DESC, id LIMIT ${MOST_DELETED_FIRST}`
  const found = z.array(z.object({ id: z.string(), total: z.number() })).parse(rows)
  return { subjectIds: found.map(({ id }) => id), total: found[0]?.total ?? 0 }
}

/**
 * Those of the named messages that are reported ones of this group and still there, as they are known from their
 * reports: each is planned anew, from OpenIM, before it is deleted. `plannedVersion` is left to whoever locks them.
 */
export async function deletionsOf(tx: Tx, groupId: string, subjectIds: readonly string[]): Promise<Wish[]> {
  const rows = await tx.$queryRaw`
    SELECT * FROM (${reported(groupId)}) AS found WHERE id = ANY (${[...subjectIds]}::text[]) ORDER BY id`
  return z
    .array(reportedRow)
    .parse(rows)
    .map(({ id, name, userId, at }) => ({
      subjectId: id,
      input: {},
      plannedVersion: 0,
      name,
      people: 1,
      readAt: at,
      live: false,
      touches: { groupId, userId },
    }))
}
