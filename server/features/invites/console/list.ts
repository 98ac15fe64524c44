import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { INVITE_COLUMNS, type InviteRow, inviteItem, inviteRow, invitesIn } from './invite-row'
import { matchingInvites, NEWEST } from './matching'
import type { InviteFilter, InviteItem } from './schema'

export type InviteListInput = InviteFilter & { cursor?: string | null; limit: number }

const ORDER = 'newest'
const position = { value: z.int().min(0).max(8.64e15), id: z.uuid() }

/** One page of links, newest first. Throws DomainError `invalid` / `cursor_invalid`. */
export async function listInvites(
  db: Pick<Db, 'prisma'>,
  { cursor, limit, ...filter }: InviteListInput,
  staffId: string,
): Promise<{ items: InviteItem[]; nextCursor: string | null }> {
  const now = Date.now()
  const after = positionOf(ORDER, position, cursor)
  const behind = after && Prisma.sql`(i.created_at, i.id) < (${new Date(after.value)}, ${after.id}::uuid)`
  const part = { after: behind ?? undefined, limit: limit + 1 }
  const picked = await matchingInvites(db, filter, { staffId, now }, part)
  const rows = await readInvites(db, picked)
  const page = pageOf(rows, limit, ORDER, (row) => ({ value: row.created_at, id: row.id }))
  return { items: page.rows.map((row) => inviteItem(row, now)), nextCursor: page.nextCursor }
}

/** The links that `picked` selects, newest first. */
export async function readInvites({ prisma }: Pick<Db, 'prisma'>, picked: Prisma.Sql): Promise<InviteRow[]> {
  const rows = await prisma.$queryRaw`SELECT ${INVITE_COLUMNS} FROM ${invitesIn(picked)} ${NEWEST}`
  return z.array(inviteRow).parse(rows)
}
