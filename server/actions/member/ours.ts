import { z } from 'zod'
import { type ReadContext, sharedReading } from '@/server/actions/attempt'
import { memberKey } from '@/server/actions/member/schema'
import { prepared } from '@/server/db/prepared'

const ours = z.object({
  desired: z.json(),
  version: z.number().nullable(),
  groupName: z.string().nullable(),
  ownerId: z.string().nullable(),
  status: z.string().nullable(),
  groupReadAt: z.date().nullable(),
  nickname: z.string().nullable(),
  isBusy: z.boolean(),
  isProtected: z.boolean(),
})

const read = prepared(
  'member_ours',
  `SELECT desired.desired, desired.version, grp.name AS "groupName", grp.owner_id AS "ownerId", grp.status::text,
     grp.read_at AS "groupReadAt", person.nickname,
     EXISTS (
       SELECT FROM ledger WHERE subject_kind = 'group' AND subject_id = $2
         AND action IN ('group.dismiss', 'group.restore') AND state IN ('planned', 'sending', 'unknown')
     ) AS "isBusy",
     EXISTS (SELECT FROM group_extension WHERE group_id = $2 AND protected)
       OR EXISTS (SELECT FROM person_extension WHERE user_id = $3 AND protected) AS "isProtected"
   FROM (VALUES (1)) AS one (row)
   LEFT JOIN desired_state AS desired ON desired.subject_kind = 'member' AND desired.subject_id = $1
   LEFT JOIN group_index AS grp ON grp.group_id = $2
   LEFT JOIN person_index AS person ON person.user_id = $3`,
  ours,
)

/**
 * What Steward itself knows of a member: what is desired, the index, whether staff protect the group or the person
 * (`isProtected`), and whether we are dismissing or restoring the group (`isBusy`): then its members are about to go, or
 * come back as they were kept.
 */
export const memberOfOurs = sharedReading(async ({ env }: ReadContext, groupId: string, userId: string) => {
  const [row] = await read(env.db, memberKey(groupId, userId), groupId, userId)
  if (!row) throw new Error('a row of constants is always there')
  return row
})
