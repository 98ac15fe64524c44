import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { alone } from '@/server/features/sweeps/alone'
import { LAST_PLACE, STRETCH_KINDS, STRETCH_ORDERS, type Stretch, type StretchKind, standsIn } from './orders'
import { piecesOf } from './pieces'

const stretches = z.array(z.object({ low: z.string(), high: z.string() }))
const names = z.array(z.object({ place: z.string(), folded: z.string() }))

/**
 * Looks through the names that came since the last time, stretch by stretch, and keeps which pieces occur in each. One
 * process does at a time; the next call goes on where one stopped. Throws what `stop` was aborted with.
 */
export async function summariseNames(
  db: Db,
  stop: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  return await alone(db, 'names', stop, async (signal) => {
    for (const kind of STRETCH_KINDS) {
      while (await summariseOne(db, kind)) signal.throwIfAborted()
    }
  })
}

/** Returns whether there was anything to do. What came meanwhile is not in sight, and stays for the next time. */
async function summariseOne({ prisma }: Db, kind: StretchKind): Promise<boolean> {
  return await prisma.$transaction(
    async (tx) => {
      const stretch = await nextStretch(tx, kind)
      if (!stretch) return false
      const { rows, cut } = await namesIn(tx, kind, stretch)
      const { low, high } = { ...stretch, ...(cut !== undefined && { high: cut }) }
      await tx.$executeRaw`
        DELETE FROM name_arrival WHERE kind = ${kind}::"StretchKind" AND place >= ${low} AND place < ${high}`
      if (cut !== undefined) {
        await tx.$executeRaw`
          INSERT INTO name_stretch (kind, low, high) VALUES (${kind}::"StretchKind", ${cut}, ${stretch.high})`
      }
      // A search asks the index of pieces for those of one order.
      const pieces = [...piecesOf(rows.map((row) => row.folded)), kind]
      await tx.$executeRaw`
        UPDATE name_stretch SET high = ${high}, pieces = ${pieces}::text[]
        WHERE kind = ${kind}::"StretchKind" AND low = ${low}`
      return true
    },
    { isolationLevel: 'RepeatableRead' },
  )
}

/** One that nobody looked through yet, or where the longest waiting name belongs. */
async function nextStretch(tx: Tx, kind: StretchKind): Promise<Stretch | undefined> {
  await tx.$executeRaw`
    INSERT INTO name_stretch (kind, low, high)
    SELECT ${kind}::"StretchKind", '', ${LAST_PLACE}
    WHERE NOT EXISTS (SELECT 1 FROM name_stretch WHERE kind = ${kind}::"StretchKind")`
  const rows = await tx.$queryRaw`
    (SELECT low, high FROM name_stretch WHERE kind = ${kind}::"StretchKind" AND pieces IS NULL ORDER BY low LIMIT 1)
    UNION ALL
    (SELECT low, high FROM name_stretch WHERE kind = ${kind}::"StretchKind" AND low <= (
      SELECT place FROM name_arrival WHERE kind = ${kind}::"StretchKind" ORDER BY id LIMIT 1
    ) ORDER BY low DESC LIMIT 1)`
  return stretches.parse(rows)[0]
}

/** The names of a stretch; of one that grew long only the first, and where to cut it behind them. */
async function namesIn(tx: Tx, kind: StretchKind, stretch: Stretch) {
  const order = STRETCH_ORDERS[kind]
  const { table, column, type, tie, place, key, shared, names: wanted } = order
  const end = (at: string) => {
    const { value, id } = key(at)
    return Prisma.sql`(${value}::${type}, ${id})`
  }
  const n = Prisma.sql`n`
  const read = async (most: Prisma.Sql) =>
    names.parse(
      await tx.$queryRaw`
        SELECT ${shared ? Prisma.sql`DISTINCT` : Prisma.empty} ${place(n)} AS place, n.folded FROM ${table} AS n
        WHERE ${standsIn(order, n, end(stretch.low), end(stretch.high))}
        ORDER BY n.${column}${shared ? Prisma.empty : Prisma.sql`, ${tie(n)}`} ${most}`,
    )
  const most = 2 * wanted
  const rows = await read(Prisma.sql`LIMIT ${most + 1}`)
  if (rows.length <= most) return { rows, cut: undefined }
  const cut = rows.find((row, at) => at >= wanted && row.place !== rows[0]?.place)?.place
  // Thousands of the same name have one place: those stay together.
  if (cut === undefined) return { rows: await read(Prisma.empty), cut }
  return {
    rows: rows.slice(
      0,
      rows.findIndex((row) => row.place === cut),
    ),
    cut,
  }
}
