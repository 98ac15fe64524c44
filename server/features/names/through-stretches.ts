import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma, type SweepKind } from '@/server/db/generated/client'
import { piecesOfWord } from './pieces'

/** Part of a list in the order of names: `sort_name` from `low` to before `high`. */
type Stretch = { low: string; high: string }

type Wanted = {
  kind: SweepKind
  /** The index and the column of its ids. */
  table: Prisma.Sql
  id: Prisma.Sql
  q: string
  /** `sort_name` where the list goes on. */
  after: string | undefined
  descending: boolean
  limit: number
}

/** So many stretches are gone through at a time; where they do not fill a page either, the word is looked for otherwise. */
const STEPS = [1, 3, 8, 12]
const MOST = STEPS.reduce((all, step) => all + step)

const told = z.array(z.object({ low: z.string().nullable(), high: z.string().nullable() }))

/**
 * The first rows whose names hold `q` or whose id it is, in the order of names, found by going through those stretches
 * that may hold it. `read` goes through stretches, as `s`, and returns the first rows of each that match (`limit` in
 * all). Undefined where too little is known of the names, or too many stretches only seem to hold the word.
 */
export async function throughStretches<Row>(
  db: Pick<Db, 'prisma'>,
  wanted: Wanted,
  read: (s: Prisma.Sql) => Promise<Row[]>,
): Promise<Row[] | undefined> {
  const stretches = await stretchesHolding(db, wanted)
  if (stretches === undefined) return undefined
  const rows: Row[] = []
  let begun = 0
  for (const step of STEPS) {
    const next = stretches.slice(begun, begun + step)
    if (next.length > 0) rows.push(...(await read(rowsOf(next))))
    begun += step
    if (rows.length >= wanted.limit || begun >= stretches.length) return rows.slice(0, wanted.limit)
  }
  return undefined
}

async function stretchesHolding({ prisma }: Pick<Db, 'prisma'>, wanted: Wanted) {
  const { kind, table, id, q, after, descending } = wanted
  const [{ folded }] = z
    .tuple([z.object({ folded: z.string() })])
    .parse(await prisma.$queryRaw`SELECT fold_name(${q}) AS folded`)
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const behind =
    after === undefined
      ? Prisma.empty
      : descending
        ? Prisma.sql`AND low <= ${after} COLLATE "C"`
        : Prisma.sql`AND high > ${after} COLLATE "C"`
  const rows = await prisma.$queryRaw`
    SELECT low, high FROM stretches_holding(
      ${kind}::"SweepKind", ${q}, ${piecesOfWord(folded)}::text[],
      ARRAY(SELECT sort_name FROM ${table} WHERE ${id} = ${q})
    ) WHERE low IS NULL OR (true ${behind}) ORDER BY low COLLATE "C" ${direction} LIMIT ${MOST + 1}`
  const stretches: Stretch[] = []
  for (const { low, high } of told.parse(rows)) {
    if (low === null || high === null) return undefined
    stretches.push({ low, high })
  }
  return stretches
}

const rowsOf = (stretches: readonly Stretch[]) => Prisma.sql`
  unnest(${stretches.map(({ low }) => low)}::text[], ${stretches.map(({ high }) => high)}::text[]) AS s (low, high)`
