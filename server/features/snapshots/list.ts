import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import type { SnapshotItem, SnapshotListInput } from './schema'

const DAY_MS = 86_400_000
const ORDER = 'newest'

const position = { value: z.int().min(0).max(8.64e15), id: z.uuid() }
const ms = z.number().transform(Math.round)

const snapshotRow = z.object({
  id: z.string(),
  group_id: z.string(),
  group_name: z.string(),
  ledger_id: z.string().nullable(),
  people: z.number(),
  told_besides: z.number(),
  taken_at: ms,
  expires_at: ms,
  deleted_at: ms.nullable(),
})

/** Member lists kept before a dismissal, newest first, with those whose time is over. Throws DomainError `invalid` / `cursor_invalid`. */
export async function listSnapshots(
  { prisma }: Db,
  { groupId, cursor, limit }: SnapshotListInput,
  now = Date.now(),
): Promise<{ items: SnapshotItem[]; nextCursor: string | null }> {
  const after = positionOf(ORDER, position, cursor)
  const rows = await prisma.$queryRaw`
    SELECT id::text, group_id, group_name, ledger_id::text, people, told_besides,
           extract(epoch FROM taken_at)::float8 * 1000 AS taken_at,
           extract(epoch FROM expires_at)::float8 * 1000 AS expires_at,
           extract(epoch FROM members_deleted_at)::float8 * 1000 AS deleted_at
    FROM member_snapshot
    WHERE true
      ${groupId === undefined ? Prisma.empty : Prisma.sql`AND group_id = ${groupId}`}
      ${after ? Prisma.sql`AND (taken_at, id) < (${new Date(after.value)}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
    ORDER BY taken_at DESC, id DESC LIMIT ${limit + 1}`
  const page = pageOf(z.array(snapshotRow).parse(rows), limit, ORDER, (row) => ({
    value: row.taken_at,
    id: row.id,
  }))
  const items = page.rows.map((row) => ({
    id: row.id,
    group: { id: row.group_id, name: row.group_name },
    ledgerId: row.ledger_id,
    takenAt: row.taken_at,
    people: row.people,
    toldBesides: row.told_besides,
    expiresAt: row.expires_at,
    daysLeft: row.expires_at > now ? Math.round((row.expires_at - now) / DAY_MS) : null,
    deletedAt: row.deleted_at,
  }))
  return { items, nextCursor: page.nextCursor }
}
