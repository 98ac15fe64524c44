import { may, type Role } from '@/server/auth/permissions'
import type { CsvValue } from '@/server/csv'
import type { Db } from '@/server/db/client'
import { listGroups } from './list'
import type { GroupFilter, GroupItem } from './schema'

const PAGE = 1_000

/** Column names of the exported list. What tells of cases is for roles that may read them. */
export const groupsHeader = (role: Role): string[] => [
  'id',
  'name',
  'picture',
  'owner_id',
  'owner_name',
  'members',
  'status',
  'standing',
  'category',
  'tags',
  'protected',
  ...(may(role, 'case.read') ? ['open_cases'] : []),
  'created_at',
  'read_at',
]

/** All groups that match, page by page in the order of the list. Times are ISO 8601 in UTC. Throws DomainError `forbidden`. */
export async function* exportGroups(
  db: Pick<Db, 'prisma'>,
  filter: GroupFilter,
  role: Role,
): AsyncGenerator<CsvValue[][], undefined> {
  for (let cursor: string | null = null; ; ) {
    const { items, nextCursor } = await listGroups(db, { ...filter, cursor, limit: PAGE }, role)
    yield items.map((group) => line(group, role))
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

const line = (group: GroupItem, role: Role): CsvValue[] => [
  group.groupId,
  group.name,
  group.faceUrl,
  group.owner?.id ?? null,
  group.owner?.name ?? null,
  group.members,
  group.status,
  group.standing,
  group.category,
  group.tags.join(', '),
  group.protected ? 'yes' : 'no',
  ...(may(role, 'case.read') ? [group.openCases] : []),
  isoTime(group.createdAt),
  isoTime(group.readAt),
]

const isoTime = (ms: number) => new Date(ms).toISOString()
