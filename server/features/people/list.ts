import { z } from 'zod'
import { may, type Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { DomainError } from '@/server/errors'
import { countUpTo } from '@/server/features/groups/count'
import { estimate } from '@/server/features/groups/estimate'
import type { MatchCount } from '@/server/features/groups/schema'
import { COMMON, holds, LOOKED_THROUGH, mayHold, rowsHolding } from '@/server/features/groups/search'
import { endsOf, STRETCH_ORDERS, type Stretch, standsIn, stretchRows } from '@/server/features/names/orders'
import { stretchesHolding, throughStretches } from '@/server/features/names/through-stretches'
import { PERSON_COLUMNS, type PersonRow, peopleIn, personItem, personRow } from './person-row'
import type { PersonFilter, PersonItem } from './schema'

export type PersonListInput = PersonFilter & { cursor?: string | null; limit: number }

type Order = {
  column: Prisma.Sql
  descending: boolean
  parameter: (value: string | number) => Date | string | number
  value: (row: PersonRow) => string | number
}

const name = {
  column: Prisma.sql`p.sort_name`,
  parameter: (value: string | number) => value,
  value: (row: PersonRow) => row.sort_name,
}
const registered = {
  column: Prisma.sql`p.registered_at`,
  parameter: (value: string | number) => new Date(value),
  value: (row: PersonRow) => row.registered_at,
}

/** Each has an index with the id as tie-breaker, both columns in one direction; the rare states have one each too. */
const ORDERS: Record<PersonFilter['sort'], Order> = {
  name: { ...name, descending: false },
  name_desc: { ...name, descending: true },
  registered: { ...registered, descending: true },
  registered_first: { ...registered, descending: false },
}

/** One page of the person index. Throws DomainError `invalid` / `cursor_invalid`, `forbidden`. */
export async function listPeople(
  db: Pick<Db, 'prisma'>,
  input: PersonListInput,
  role: Role,
): Promise<{ items: PersonItem[]; nextCursor: string | null }> {
  const { q, sort, limit, cursor } = input
  const { column, descending, parameter, value } = ORDERS[sort]
  const conditions = matching(input, role)
  const shape = {
    value: sort.startsWith('name') ? z.string().max(128) : z.int().max(8.64e15),
    id: z.string().max(64),
  }
  const after = positionOf(sort, shape, cursor)
  if (after) {
    const compare = descending ? Prisma.sql`<` : Prisma.sql`>`
    conditions.push(Prisma.sql`(${column}, p.user_id) ${compare} (${parameter(after.value)}, ${after.id})`)
  }
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const sorted = Prisma.sql`ORDER BY ${column} ${direction}, p.user_id ${direction}`
  const read = async (picked: Prisma.Sql) =>
    z
      .array(personRow)
      .parse(await db.prisma.$queryRaw`SELECT ${PERSON_COLUMNS} FROM ${peopleIn(picked)} ${sorted}`)
  const first = (rows: Prisma.Sql) =>
    read(Prisma.sql`SELECT p.* FROM ${rows} AS p ${where(conditions)} ${sorted} LIMIT ${limit + 1}`)
  const rows = await (q === undefined || q === ''
    ? first(INDEX)
    : search(db, q, {
        ...{ read, first, conditions, sorted, limit },
        name: sort.startsWith('name') ? { descending, after: after?.value } : undefined,
      }))
  const page = pageOf(rows, limit, sort, (row) => ({ value: value(row), id: row.user_id }))
  return { items: page.rows.map((row) => personItem(role, row)), nextCursor: page.nextCursor }
}

const INDEX = Prisma.sql`person_index`
const named = (q: string) => rowsHolding(INDEX, Prisma.sql`user_id`, q)

type Searched = {
  read: (picked: Prisma.Sql) => Promise<PersonRow[]>
  first: (rows: Prisma.Sql) => Promise<PersonRow[]>
  conditions: readonly Prisma.Sql[]
  sorted: Prisma.Sql
  limit: number
  /** In the order of names, and where it goes on. */
  name: { descending: boolean; after: string | number | undefined } | undefined
}

/** So many stretches of names are gone through at a time; where they do not fill a page, the word is looked for otherwise. */
const STEPS = [1, 3, 8, 12]
const STRETCHES = STRETCH_ORDERS.person

/** A word that is common fills a page soon when people are gone through in order; others are found by their index. */
async function search(
  db: Pick<Db, 'prisma'>,
  q: string,
  { read, first, conditions, sorted, limit, name }: Searched,
) {
  const p = Prisma.sql`p`
  const expected = await estimate(db, Prisma.sql`SELECT 1 FROM person_index AS p WHERE ${holds(p, q)}`)
  const word = Prisma.sql`(${holds(p, q)} OR p.user_id = ${q})`
  const end = Prisma.sql`${sorted} LIMIT ${limit + 1}`
  if (expected > COMMON && name) {
    const from = typeof name.after === 'string' ? { [name.descending ? 'to' : 'from']: name.after } : {}
    const stretches = await stretchesHolding(db, {
      ...{ kind: 'person' as const, q, descending: name.descending, ...from },
      most: 1 + STEPS.reduce((all, step) => all + step),
    })
    const within = (some: readonly Stretch[]) => inStretches(some, { q, conditions, limit, name }, end)
    const rows =
      stretches && (await throughStretches(stretches, STEPS, limit + 1, (some) => read(within(some))))
    if (rows) return rows
  }
  if (expected > COMMON) {
    const through = Prisma.sql`SELECT p.* FROM person_index AS p ${where(conditions)} ${sorted} LIMIT ${LOOKED_THROUGH}`
    const rows = await read(Prisma.sql`SELECT p.* FROM (${through}) AS p WHERE ${word} ${end}`)
    if (rows.length > limit) return rows
  }
  return await first(named(q))
}

/** What is found in each of the stretches: the index in the order of names tells which rows to look at. */
function inStretches(
  stretches: readonly Stretch[],
  { q, conditions, limit, name }: Pick<Searched, 'conditions' | 'limit' | 'name'> & { q: string },
  end: Prisma.Sql,
): Prisma.Sql {
  const [p, n] = [Prisma.sql`p`, Prisma.sql`n`]
  const way = name?.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const inOrder = Prisma.sql`ORDER BY n.sort_name ${way}, n.user_id ${way}`
  const inside = standsIn(
    STRETCHES,
    n,
    Prisma.sql`(s.low_value, s.low_id)`,
    Prisma.sql`(s.high_value, s.high_id)`,
  )
  return Prisma.sql`
    SELECT p.* FROM ${stretchRows(
      STRETCHES,
      stretches.map((stretch) => endsOf(STRETCHES, stretch)),
    )} CROSS JOIN LATERAL (
      SELECT p.* FROM (
        SELECT n.user_id, n.sort_name FROM person_index AS n
        WHERE ${inside} AND ${mayHold(n, STRETCHES.id, q)} ${inOrder} OFFSET 0
      ) AS n CROSS JOIN LATERAL (
        SELECT p.* FROM person_index AS p
        WHERE p.user_id = n.user_id AND (${holds(p, q)} OR p.user_id = ${q}) OFFSET 0
      ) AS p ${where(conditions)} ${inOrder} LIMIT ${limit + 1}
    ) AS p ${end}`
}

/** How many people match. Exact up to `MOST_COUNTED`. Throws DomainError `forbidden`. */
export async function countPeople(
  db: Pick<Db, 'prisma'>,
  filter: PersonFilter,
  role: Role,
): Promise<MatchCount> {
  return await countUpTo(db, matchingPeople(filter, role))
}

/** `SELECT user_id` of all people who match, words included. Throws DomainError `forbidden`. */
export function matchingPeople(filter: PersonFilter, role: Role): Prisma.Sql {
  const rows = filter.q ? named(filter.q) : INDEX
  return Prisma.sql`SELECT p.user_id FROM ${rows} AS p ${where(matching(filter, role))}`
}

const where = (conditions: readonly Prisma.Sql[]) =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty

/** Conditions but for the words. A filter may not tell of cases to those who may not read them. */
function matching(filter: PersonFilter, role: Role): Prisma.Sql[] {
  const { standing, openCase, registeredFrom, registeredTo } = filter
  const seesCases = may(role, 'case.read')
  if (!seesCases && (standing === 'under_review' || openCase !== undefined)) {
    throw new DomainError('forbidden', 'forbidden')
  }
  const conditions: Prisma.Sql[] = []
  if (standing === 'suspended' || standing === 'dismissed') {
    // Said twice: the index of those not in good standing is only seen to fit where that is said.
    conditions.push(Prisma.sql`p.standing = ${standing}::"Standing" AND p.standing <> 'good'`)
  }
  if (standing === 'good') conditions.push(Prisma.sql`p.standing = 'good'`)
  // As its indexes have it.
  if (standing === 'under_review')
    conditions.push(Prisma.sql`(p.standing = 'under_review' OR (p.standing = 'good' AND p.open_cases > 0))`)
  if (openCase === true) conditions.push(Prisma.sql`p.open_cases > 0`)
  if (openCase === false || (standing === 'good' && seesCases)) conditions.push(Prisma.sql`p.open_cases = 0`)
  if (registeredFrom !== undefined)
    conditions.push(Prisma.sql`p.registered_at >= ${new Date(registeredFrom)}`)
  if (registeredTo !== undefined) conditions.push(Prisma.sql`p.registered_at <= ${new Date(registeredTo)}`)
  return conditions
}
