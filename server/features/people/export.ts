import { may, type Role } from '@/server/auth/permissions'
import type { CsvValue } from '@/server/csv'
import type { Db } from '@/server/db/client'
import { listPeople } from './list'
import type { PersonFilter, PersonItem } from './schema'

const PAGE = 1_000

/** Column names of the exported list. What tells of cases is for roles that may read them. */
export const peopleHeader = (role: Role): string[] => [
  'id',
  'nickname',
  'picture',
  'standing',
  'protected',
  'gone_from_openim',
  ...(may(role, 'case.read') ? ['open_cases'] : []),
  'registered_at',
  'read_at',
]

/** All people who match, page by page. Times are ISO 8601 in UTC. Throws DomainError `forbidden`. */
export async function* exportPeople(
  db: Pick<Db, 'prisma'>,
  filter: PersonFilter,
  role: Role,
): AsyncGenerator<CsvValue[][], undefined> {
  for (let cursor: string | null = null; ; ) {
    const { items, nextCursor } = await listPeople(db, { ...filter, cursor, limit: PAGE }, role)
    yield items.map((person) => line(person, role))
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

const line = (person: PersonItem, role: Role): CsvValue[] => [
  person.userId,
  person.nickname,
  person.faceUrl,
  person.standing,
  yesOrNo(person.protected),
  yesOrNo(person.gone),
  ...(may(role, 'case.read') ? [person.openCases] : []),
  person.registeredAt === null ? null : isoTime(person.registeredAt),
  isoTime(person.readAt),
]

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no')
const isoTime = (ms: number) => new Date(ms).toISOString()
