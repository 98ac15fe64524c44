import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { GROUP_STATUSES, type GroupItem } from './schema'

/** Groups of the index as `g`. `page` picks them first, so that the rest is looked up for the rows of one page only. */
export const groupsIn = (page: Prisma.Sql) => Prisma.sql`(${page}) AS g`

/**
 * What lists show of `g`. Names of owners are looked up row by row: a join is planned by the sizes of whole tables. A group in good standing that somebody reported is under review.
 */
export const GROUP_COLUMNS = Prisma.sql`
  g.group_id, g.name, g.face_url, g.owner_id, g.member_count,
  (SELECT o.nickname FROM person_index AS o WHERE o.user_id = g.owner_id) AS owner_name,
  CASE WHEN g.gone_at IS NULL THEN g.status::text ELSE 'gone' END AS status, g.standing::text AS standing,
  g.category, g.tags, g.protected, g.open_cases, g.sort_name,
  extract(epoch FROM g.created_at)::float8 * 1000 AS created_at,
  extract(epoch FROM g.read_at)::float8 * 1000 AS read_at`

const ms = z.number().transform(Math.round)

export const groupRow = z.object({
  group_id: z.string(),
  name: z.string(),
  face_url: z.string(),
  owner_id: z.string(),
  owner_name: z.string().nullable(),
  member_count: z.number(),
  status: z.enum(GROUP_STATUSES),
  standing: z.enum(['good', 'under_review', 'suspended', 'dismissed']),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  protected: z.boolean(),
  open_cases: z.number(),
  sort_name: z.string(),
  created_at: ms,
  read_at: ms,
})
export type GroupRow = z.infer<typeof groupRow>

/** A row as lists show it. */
export function groupItem(row: GroupRow): GroupItem {
  return {
    groupId: row.group_id,
    name: row.name,
    faceUrl: row.face_url,
    owner: row.owner_id === '' ? null : { id: row.owner_id, name: row.owner_name ?? row.owner_id },
    members: row.member_count,
    status: row.status,
    standing: row.standing === 'good' && row.open_cases > 0 ? 'under_review' : row.standing,
    category: row.category,
    tags: row.tags,
    protected: row.protected,
    createdAt: row.created_at,
    readAt: row.read_at,
    openCases: row.open_cases,
  }
}
