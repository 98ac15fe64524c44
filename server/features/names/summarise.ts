import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { Prisma, type SweepKind } from '@/server/db/generated/client'
import { alone } from '@/server/features/sweeps/alone'
import { piecesOf } from './pieces'

/** About as many names are in a stretch; one that has twice as many is cut. */
const NAMES = 1_000

const TABLES: Record<SweepKind, Prisma.Sql> = {
  group: Prisma.sql`group_index`,
  person: Prisma.sql`person_index`,
}

const stretches = z.array(z.object({ low: z.string(), high: z.string() }))
type Stretch = z.infer<typeof stretches>[number]
const names = z.array(z.object({ sort_name: z.string(), folded: z.string() }))

/**
 * Looks through the names that came since the last time, stretch by stretch, and keeps which pieces occur in each. One
 * process does at a time; the next call goes on where one stopped. Throws what `stop` was aborted with.
 */
export async function summariseNames(
  db: Db,
  stop: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  return await alone(db, 'names', stop, async (signal) => {
    for (const kind of ['group', 'person'] as const) {
      while (await summariseOne(db, kind)) signal.throwIfAborted()
    }
  })
}

/** Returns whether there was anything to do. What came meanwhile is not in sight, and stays for the next time. */
async function summariseOne({ prisma }: Db, kind: SweepKind): Promise<boolean> {
  return await prisma.$transaction(
    async (tx) => {
      const stretch = await nextStretch(tx, kind)
      if (!stretch) return false
      const { rows, cut } = await namesIn(tx, kind, stretch)
      const { low, high } = { ...stretch, ...(cut !== undefined && { high: cut }) }
      await tx.$executeRaw`
        DELETE FROM name_arrival WHERE kind = ${kind}::"SweepKind" AND sort_name >= ${low} AND sort_name < ${high}`
      if (cut !== undefined) {
        await tx.$executeRaw`
          INSERT INTO name_stretch (kind, low, high) VALUES (${kind}::"SweepKind", ${cut}, ${stretch.high})`
      }
      const pieces = piecesOf(rows.map((row) => row.folded))
      await tx.$executeRaw`
        UPDATE name_stretch SET high = ${high}, pieces = ${pieces}::text[]
        WHERE kind = ${kind}::"SweepKind" AND low = ${low}`
      return true
    },
    { isolationLevel: 'RepeatableRead' },
  )
}

/** One that nobody looked through yet, or where the longest waiting name belongs. */
async function nextStretch(tx: Tx, kind: SweepKind): Promise<Stretch | undefined> {
  // Behind every name: the column is shorter.
  await tx.$executeRaw`
    INSERT INTO name_stretch (kind, low, high)
    SELECT ${kind}::"SweepKind", '', repeat(chr(1114111), 129)
    WHERE NOT EXISTS (SELECT 1 FROM name_stretch WHERE kind = ${kind}::"SweepKind")`
  const rows = await tx.$queryRaw`
    (SELECT low, high FROM name_stretch WHERE kind = ${kind}::"SweepKind" AND pieces IS NULL ORDER BY low LIMIT 1)
    UNION ALL
    (SELECT low, high FROM name_stretch WHERE kind = ${kind}::"SweepKind" AND low <= (
      SELECT sort_name FROM name_arrival WHERE kind = ${kind}::"SweepKind" ORDER BY id LIMIT 1
    ) ORDER BY low DESC LIMIT 1)`
  return stretches.parse(rows)[0]
}

/** The names of a stretch; of one that grew long only the first, and where to cut it behind them. */
async function namesIn(tx: Tx, kind: SweepKind, { low, high }: Stretch) {
  const read = async (most: Prisma.Sql) =>
    names.parse(
      await tx.$queryRaw`
        SELECT DISTINCT sort_name, folded FROM ${TABLES[kind]} WHERE sort_name >= ${low} AND sort_name < ${high}
        ORDER BY sort_name ${most}`,
    )
  const most = 2 * NAMES
  const rows = await read(Prisma.sql`LIMIT ${most + 1}`)
  if (rows.length <= most) return { rows, cut: undefined }
  const cut = rows.find((row, at) => at >= NAMES && row.sort_name !== rows[0]?.sort_name)?.sort_name
  // Very long names that begin alike are sorted alike: those stay together.
  if (cut === undefined) return { rows: await read(Prisma.empty), cut }
  return {
    rows: rows.slice(
      0,
      rows.findIndex((row) => row.sort_name === cut),
    ),
    cut,
  }
}
