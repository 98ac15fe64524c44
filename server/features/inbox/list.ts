import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { type Sighted, sightOf } from '@/server/features/cases/sight'
import { type InboxItem, inboxItem } from './schema'

type Page = { cursor?: string | null; limit: number }

/** The order that cursors belong to. */
const ORDER = 'inbox'

/**
 * One page of what somebody was told, newest first. A case that they may no longer see is left out. Throws DomainError
 * `invalid` / `cursor_invalid`.
 */
export async function listInbox(
  db: Pick<Db, 'prisma'>,
  actor: Sighted,
  input: Page,
): Promise<{ items: readonly InboxItem[]; nextCursor: string | null }> {
  const rows = z
    .array(inboxItem)
    .parse(await db.prisma.$queryRaw`${inboxSql(await sightOf(db, actor), actor.id, input)}`)
  const page = pageOf(rows, input.limit, ORDER, ({ id, at }) => ({ value: at, id }))
  return { items: page.rows, nextCursor: page.nextCursor }
}

/** What `listInbox` asks the database. */
export function inboxSql(sight: Prisma.Sql, staffId: string, { cursor, limit }: Page): Prisma.Sql {
  const after = positionOf(ORDER, { value: z.number().min(0).max(8.64e15), id: z.uuid() }, cursor)
  const behind = after
    ? Prisma.sql`AND (i.at, i.id) < (${new Date(after.value)}, ${after.id}::uuid)`
    : Prisma.empty
  return Prisma.sql`
    SELECT i.id, i.kind::text AS kind, c.number,
           jsonb_build_object('kind', c.subject_kind, 'name', c.subject_name) AS subject, s.name AS by, i.times,
           round(extract(epoch FROM i.at)::float8 * 1000) AS at, i.read_at IS NOT NULL AS read
    FROM inbox_item AS i
    JOIN "case" AS c ON c.id = i.case_id
    LEFT JOIN staff AS s ON s.id = i.by_id
    WHERE i.staff_id = ${staffId}::uuid ${behind} AND ${sight}
    ORDER BY i.at DESC, i.id DESC
    LIMIT ${limit + 1}`
}

/** Unread items of cases `c` that this person sees, to be counted. */
export const unreadOf = (staffId: string, sight: Prisma.Sql): Prisma.Sql => Prisma.sql`
  FROM inbox_item AS i JOIN "case" AS c ON c.id = i.case_id
  WHERE i.staff_id = ${staffId}::uuid AND i.read_at IS NULL AND ${sight}`
