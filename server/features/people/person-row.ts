import { z } from 'zod'
import { may, type Role } from '@/server/auth/permissions'
import { Prisma } from '@/server/db/generated/client'
import type { PersonItem } from './schema'

/** People of the index as `p`. `page` picks them first. */
export const peopleIn = (page: Prisma.Sql) => Prisma.sql`(${page}) AS p`

/** What lists show of `p`, with what we know beyond the index, looked up row by row. */
export const PERSON_COLUMNS = Prisma.sql`
  p.user_id, p.nickname, p.face_url, p.standing::text AS standing,
  coalesce((SELECT e.protected FROM person_extension AS e WHERE e.user_id = p.user_id), false) AS protected,
  p.gone_at IS NOT NULL AS gone, p.open_cases, p.sort_name,
  extract(epoch FROM p.registered_at)::float8 * 1000 AS registered_at,
  extract(epoch FROM p.read_at)::float8 * 1000 AS read_at`

const ms = z.number().transform(Math.round)

export const personRow = z.object({
  user_id: z.string(),
  nickname: z.string(),
  face_url: z.string(),
  standing: z.enum(['good', 'under_review', 'suspended', 'dismissed']),
  protected: z.boolean(),
  gone: z.boolean(),
  open_cases: z.number(),
  sort_name: z.string(),
  registered_at: ms,
  read_at: ms,
})
export type PersonRow = z.infer<typeof personRow>

/** A row as lists show it. Somebody in good standing who was reported is under review, to those who may read cases. */
export function personItem(role: Role, row: PersonRow): PersonItem {
  const openCases = may(role, 'case.read') ? row.open_cases : 0
  return {
    userId: row.user_id,
    nickname: row.nickname,
    faceUrl: row.face_url,
    standing: row.standing === 'good' && openCases > 0 ? 'under_review' : row.standing,
    protected: row.protected,
    gone: row.gone,
    registeredAt: row.registered_at === 0 ? null : row.registered_at,
    readAt: row.read_at,
    openCases,
  }
}
