import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import {
  endsOf,
  STRETCH_KINDS,
  STRETCH_ORDERS,
  type Stretch,
  type StretchKind,
  standsIn,
  stretchRows,
  tieOfGroup,
} from '@/server/features/names/orders'
import { stretchesHolding, throughStretches } from '@/server/features/names/through-stretches'
import { estimate } from './estimate'
import type { GroupRow } from './group-row'
import { conditionsOf, type Matching, where } from './matching'
import { firstOf, lookedUp, picked, type Read, sortedBy, type Wanted } from './page-sql'
import { holds, mayHold, rowsHolding } from './search'
import { within } from './spans'

/**
 * What takes about as long, some milliseconds: finding so many groups by the index of their words, each of which is looked
 * up to be sorted; and going through so many rows of an index in order, without a look at any but those that may match.
 */
const NAMED = 2_500
const GONE_THROUGH = 25_000
/** One of the former for so many of the latter. */
const EACH = GONE_THROUGH / NAMED
/** A word in more names than this fills most pages at the first glance, at so many rows. */
const EVERYWHERE = 20_000
const GLANCE = 4_000
const GROUP_ID = Prisma.sql`group_id`
const k = Prisma.sql`k`

type Search = Omit<Wanted, 'q'> & { q: string }
/**
 * The first rows that match and whose names hold a word, in order. There are four ways, and each is quick where the
 * others are not: all that matches otherwise, where that is not much; the stretches of the list that may hold the word,
 * where they are few; the index of words, for rare ones; and the list in its order, for what is common.
 */
export async function search(
  db: Pick<Db, 'prisma'>,
  wanted: Search,
  found: Matching,
  read: Read,
): Promise<GroupRow[]> {
  const { q, order, limit } = wanted
  const first = Prisma.sql`LIMIT ${limit}`
  const byWord = () => read(firstOf(found, rowsHolding(Prisma.sql`group_index`, GROUP_ID, q), order, first))
  const { named, matching } = await expected(db, q, found)
  if (named > EVERYWHERE && matching > GLANCE) {
    const rows = await read(atFirst(wanted, found, GLANCE))
    if (rows.length === limit) return rows
  }
  if (matching <= GLANCE) return await read(all(wanted, found))
  const stretches = await stretchesOf(db, wanted, found)
  if (stretches.some(({ list }) => list?.length === 0)) return []
  const list = stretches[0]?.list
  const steps = STEPS[order.stretches][found.facet === undefined ? 'index' : 'facet']
  const through = (some: readonly Stretch[]) => read(inStretches(order.stretches, some, wanted, found))
  if (list && list.length <= STEPS[order.stretches].few) {
    const rows = await throughStretches(list, steps, limit, through)
    if (rows) return rows
  }
  const few = stretches.find(({ kind, list: all }) => all && all.length <= STEPS[kind].few)
  if (few?.list) return await read(inStretches(few.kind, few.list, wanted, found))
  if (matching <= GONE_THROUGH && matching <= named * EACH) return await read(all(wanted, found))
  if (named <= NAMED) return await byWord()
  if (list) {
    const rows = await throughStretches(list, steps, limit, through)
    if (rows) return rows
  } else {
    const rows = await read(atFirst(wanted, found, GONE_THROUGH))
    if (rows.length === limit) return rows
  }
  return await byWord()
}

/** Stretches of names are shorter; the rows of a facet in one are fewer. `few` are gone through before all else. */
const BY_NAME = { few: 20, index: [2, 6, 16], facet: [4, 12, 32] }
const BY_NUMBER = { few: 10, index: [1, 3, 9], facet: [2, 6, 32] }
const STEPS = { group: BY_NAME, person: BY_NAME, group_by_members: BY_NUMBER, group_by_created: BY_NUMBER }
const MOST_STRETCHES =
  1 + Math.max(...Object.values(STEPS).flatMap(({ facet }) => facet.reduce((a, b) => a + b)))

/** How many groups have names that hold the word, and how many match but for it, as PostgreSQL's statistics tell. */
async function expected(db: Pick<Db, 'prisma'>, q: string, found: Matching) {
  const [named, matching] = await Promise.all([
    estimate(db, Prisma.sql`SELECT 1 FROM group_index AS g WHERE ${holds(Prisma.sql`g`, q)}`),
    estimate(db, Prisma.sql`SELECT 1 FROM ${found.from} AS k ${where(conditionsOf(found))}`),
  ])
  return { named, matching }
}

/** Where the word may be, by the orders of which something is wanted; that of the list comes first. */
async function stretchesOf(db: Pick<Db, 'prisma'>, { q, order }: Search, { spans }: Matching) {
  const kinds = [order.stretches, ...STRETCH_KINDS.filter((kind) => kind !== order.stretches && spans[kind])]
  return await Promise.all(
    kinds.map(async (kind) => {
      const [from, to] = [spans[kind]?.low?.value, spans[kind]?.high?.value]
      const asked = { kind, q, descending: order.descending, from, to, most: MOST_STRETCHES }
      return { kind, list: await stretchesHolding(db, asked) }
    }),
  )
}

/** All that matches is gone through. */
function all({ q, order, limit }: Search, found: Matching): Prisma.Sql {
  const picks = picked(found, order, [mayHold(k, GROUP_ID, q)], Prisma.sql`OFFSET 0`)
  return lookedUp(picks, order, exactly(q, found), Prisma.sql`LIMIT ${limit}`)
}

/** The first `most` rows that match otherwise are gone through. */
function atFirst({ q, order, limit }: Search, found: Matching, most: number): Prisma.Sql {
  const columns = Prisma.sql`k.group_id, k.member_count, k.created_at, k.sort_name`
  const rows = Prisma.sql`
    SELECT ${columns}, ${tieOfGroup(k)} AS tie FROM ${found.from} AS k ${where(conditionsOf(found))}
    ${sortedBy(order, k)} LIMIT ${most}`
  const picks = Prisma.sql`
    SELECT k.* FROM (${rows}) AS k WHERE ${mayHold(k, GROUP_ID, q)}
    ${sortedBy(order, k, Prisma.sql`k.tie`)} OFFSET 0`
  return lookedUp(picks, order, exactly(q, found), Prisma.sql`LIMIT ${limit}`)
}

/** What is found in each of the stretches, which may be of another order than the list. */
function inStretches(
  kind: StretchKind,
  stretches: readonly Stretch[],
  { q, order, limit }: Search,
  found: Matching,
): Prisma.Sql {
  const of = STRETCH_ORDERS[kind]
  const inside = standsIn(of, k, Prisma.sql`(s.low_value, s.low_id)`, Prisma.sql`(s.high_value, s.high_id)`)
  const picks = picked(found, order, [inside, mayHold(k, GROUP_ID, q)], Prisma.sql`OFFSET 0`, kind)
  const ends = stretches.map((stretch) => within(found.spans, kind, endsOf(of, stretch)))
  const first = Prisma.sql`LIMIT ${limit}`
  return Prisma.sql`
    SELECT g.* FROM ${stretchRows(of, ends)} CROSS JOIN LATERAL (
      ${lookedUp(picks, order, exactly(q, found), first)}
    ) AS g ${sortedBy(order, Prisma.sql`g`)} ${first}`
}

/** What only the group's row tells for certain. */
const exactly = (q: string, { facet, others }: Matching): Prisma.Sql[] => [
  Prisma.sql`(${holds(Prisma.sql`g`, q)} OR g.group_id = ${q})`,
  ...(facet === undefined ? others(Prisma.sql`g`) : []),
]
