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
import { conditionsOf, type Matching, throughThoseInUse, where } from './matching'
import { firstOf, lookedUp, picked, type Read, sortedBy, type Wanted } from './page-sql'
import { holds, mayHold, rowsHolding } from './search'
import { within } from './spans'

/** What each way costs, in thousandths of a millisecond, as measured with a million groups. */
const COST = {
  /** A row of an index that is gone through; no group is looked at but those that may match. */
  row: 0.25,
  /** A group that is found by the index of words, looked up and sorted. */
  named: 2.2,
  /** Asking that index at all: it puts together what it knows of each piece of the word. */
  words: 2_500,
  /** Asking in one step after the other. */
  steps: 1_500,
}
/** A word in more names than this fills most pages at the first glance, at so many rows. */
const EVERYWHERE = 20_000
const GLANCE = 4_000
/** Rows that are gone through in order where nothing is known of the stretches. */
const AT_MOST = 25_000
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
  const counts = await expected(db, q, found)
  // Groups of one word stand together in the order of names, often far from its beginning.
  const mayGlance = order.stretches !== 'group' && counts.matching > GLANCE
  if (mayGlance && counts.named > EVERYWHERE) {
    const rows = await read(atFirst(wanted, found, GLANCE))
    if (rows.length === limit) return rows
  }
  if (counts.matching <= GLANCE) return await read(all(wanted, found))
  const stretches = await stretchesOf(db, wanted, found)
  if (stretches.some(({ list }) => list?.length === 0)) return []
  const costs = costsOf(counts, found, wanted)
  const least = Math.min(costs.all, costs.byWord)
  // All that hold the word are in these.
  const few = stretches.find(
    ({ kind, list }) => list && list.length <= STEPS[kind].few && costs.stretch(kind, list.length) < least,
  )
  if (few?.list && few.kind !== order.stretches) {
    return await read(inStretches(few.kind, few.list, wanted, found))
  }
  const isNear = costs.behind(order.stretches) <= mostOf(order.stretches, found)
  if (few || (isNear && costs.inOrder < least)) {
    const rows = await inOrder(wanted, found, read, stretches[0]?.list, costs.behind)
    if (rows) return rows
  }
  return costs.all < costs.byWord ? await read(all(wanted, found)) : await byWord()
}

/** The first rows, from the beginning of the list on; undefined where they are too far behind. */
async function inOrder(
  wanted: Search,
  found: Matching,
  read: Read,
  list: readonly Stretch[] | undefined,
  behind: (kind: StretchKind) => number,
): Promise<GroupRow[] | undefined> {
  const { order, limit } = wanted
  if (list === undefined) {
    const rows = await read(atFirst(wanted, found, AT_MOST))
    return rows.length === limit ? rows : undefined
  }
  const most = mostOf(order.stretches, found)
  // Each step is a question of its own: the first goes as far as the page is expected to reach.
  const begin = Math.min(Math.ceil(behind(order.stretches)), most)
  const next = Math.min(3 * begin, most - begin)
  const steps = [begin, next, most - begin - next]
  return await throughStretches(list, steps, limit, (some) =>
    read(inStretches(order.stretches, some, wanted, found)),
  )
}

type Counts = { named: number; matching: number; groups: number }

/** As if words were spread evenly; where they are not, the stretches tell. */
function costsOf({ named, matching, groups }: Counts, { facet, spans }: Matching, { order, limit }: Search) {
  // Of a facet, and of a span of the order itself, nothing else is gone through.
  const apart = facet === undefined && Object.keys(spans).some((kind) => kind !== order.stretches)
  const share = apart ? matching / groups : 1
  const rowsBehind = (limit * groups) / Math.max(named * share, 1)
  const rowsOf = (kind: StretchKind, count: number) => {
    const rows = count * STRETCH_ORDERS[kind].names * 1.5
    return facet === undefined ? rows : (rows * matching) / groups
  }
  return {
    all: matching * COST.row,
    byWord: COST.words + named * COST.named,
    inOrder: COST.steps + rowsBehind * COST.row,
    stretch: (kind: StretchKind, count: number) => COST.steps + rowsOf(kind, count) * COST.row,
    /** How many stretches the page is expected to take. */
    behind: (kind: StretchKind) => rowsBehind / Math.max(rowsOf(kind, 1), 1),
  }
}

/** Stretches of names are shorter; the rows of a facet in one are fewer. `few` of them may be gone through whole. */
const BY_NAME = { few: 20, index: 24, facet: 48 }
const BY_NUMBER = { few: 10, index: 13, facet: 40 }
const STEPS = { group: BY_NAME, person: BY_NAME, group_by_members: BY_NUMBER, group_by_created: BY_NUMBER }
const MOST_STRETCHES = 1 + Math.max(...Object.values(STEPS).map(({ facet }) => facet))

const mostOf = (kind: StretchKind, { facet }: Matching) =>
  STEPS[kind][facet === undefined ? 'index' : 'facet']

/** How many groups there are, have names that hold the word, and match but for it, as PostgreSQL's statistics tell. */
async function expected(db: Pick<Db, 'prisma'>, q: string, found: Matching): Promise<Counts> {
  const [named, matching, groups] = await Promise.all([
    estimate(db, Prisma.sql`SELECT 1 FROM group_index AS g WHERE ${holds(Prisma.sql`g`, q)}`),
    estimate(db, Prisma.sql`SELECT 1 FROM ${found.from} AS k ${where(conditionsOf(found))}`),
    estimate(db, Prisma.sql`SELECT 1 FROM group_index`),
  ])
  return { named, matching, groups }
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
  const conditions = [...conditionsOf(found), ...throughThoseInUse(found, order.stretches)]
  const rows = Prisma.sql`
    SELECT ${columns}, ${tieOfGroup(k)} AS tie FROM ${found.from} AS k ${where(conditions)}
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
const exactly = (q: string, { others }: Matching): Prisma.Sql[] => [
  Prisma.sql`(${holds(Prisma.sql`g`, q)} OR g.group_id = ${q})`,
  ...others(Prisma.sql`g`),
]
