import type { CsvValue } from '@/server/csv'
import type { Db } from '@/server/db/client'
import { listInvites } from './list'
import type { InviteFilter, InviteItem } from './schema'

const PAGE = 1_000

/** Column names of the exported links. */
export const INVITE_HEADER = [
  'code',
  'group_id',
  'group_name',
  'label',
  'requester',
  'ticket',
  'mode',
  'state',
  'created_by',
  'used',
  'max_uses',
  'once_per_person',
  'expires_at',
  'created_at',
  'last_used_at',
]

/** All links that match, page by page in the order of the list. Times are ISO 8601 in UTC. */
export async function* exportInvites(
  db: Pick<Db, 'prisma'>,
  filter: InviteFilter,
  staffId: string,
): AsyncGenerator<CsvValue[][], undefined> {
  for (let cursor: string | null = null; ; ) {
    const { items, nextCursor } = await listInvites(db, { ...filter, cursor, limit: PAGE }, staffId)
    yield items.map(line)
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

const line = (invite: InviteItem): CsvValue[] => [
  invite.spelled,
  invite.group.id,
  invite.group.name,
  invite.label,
  invite.requester,
  invite.ticket,
  invite.mode,
  invite.state,
  invite.creator?.name ?? null,
  invite.used,
  invite.maxUses,
  invite.oncePerPerson ? 'yes' : 'no',
  isoTime(invite.expiresAt),
  isoTime(invite.createdAt),
  isoTime(invite.lastUsedAt),
]

const isoTime = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
