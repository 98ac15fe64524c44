import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { STRETCH_ORDERS, type Stretch, type StretchKind } from './orders'

type Wanted = {
  kind: StretchKind
  q: string
  descending: boolean
  /** Values of the order's column that are wanted, both included; as far as the list is limited at all. */
  from?: string | number | Date
  to?: string | number | Date
  /** So many stretches at most, the first in the order. */
  most: number
}

const told = z.array(z.object({ low: z.string().nullable(), high: z.string().nullable() }))

/**
 * The stretches of an order that may have rows whose names hold `q` or whose id it is: all that do are in one of them.
 * Undefined where too little is known of the names.
 */
export async function stretchesHolding(
  { prisma }: Pick<Db, 'prisma'>,
  { kind, q, descending, from, to, most }: Wanted,
): Promise<Stretch[] | undefined> {
  const { table, id, place, placesOf } = STRETCH_ORDERS[kind]
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const behind = from === undefined ? Prisma.empty : Prisma.sql`AND high > ${placesOf(from).low} COLLATE "C"`
  const before = to === undefined ? Prisma.empty : Prisma.sql`AND low < ${placesOf(to).high} COLLATE "C"`
  const rows = await prisma.$queryRaw`
    SELECT low, high FROM stretches_holding(
      ${kind}::"StretchKind", ${q}, ARRAY(SELECT ${place(Prisma.sql`n`)} FROM ${table} AS n WHERE n.${id} = ${q})
    ) WHERE low IS NULL OR (true ${behind} ${before}) ORDER BY low COLLATE "C" ${direction} LIMIT ${most}`
  const stretches: Stretch[] = []
  for (const { low, high } of told.parse(rows)) {
    if (low === null || high === null) return undefined
    stretches.push({ low, high })
  }
  return stretches
}

/**
 * The first rows that `read` finds in `stretches`, so many of these at a time as `steps` say: it returns the first rows
 * of those that it is given, in order. Undefined where the page is not full after all steps, though more stretches follow.
 */
export async function throughStretches<Row>(
  stretches: readonly Stretch[],
  steps: readonly number[],
  limit: number,
  read: (stretches: readonly Stretch[]) => Promise<Row[]>,
): Promise<Row[] | undefined> {
  const rows: Row[] = []
  let begun = 0
  for (const step of steps) {
    const next = stretches.slice(begun, begun + step)
    if (next.length > 0) rows.push(...(await read(next)))
    begun += step
    if (rows.length >= limit || begun >= stretches.length) return rows.slice(0, limit)
  }
  return undefined
}
