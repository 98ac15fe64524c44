import { z } from 'zod'
import type { Batch, BatchItem } from '@/server/actions/batch/schema'
import { BATCH_ITEM_STATES } from '@/server/actions/batch/schema'
import { CATALOGUE } from '@/server/actions/catalogue'
import { actionName, type Fact } from '@/server/actions/schema'
import { openedName, sealedFor } from '@/server/actions/stored-name'
import { openers } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'

const include = {
  staff: { select: { id: true, name: true } },
  undoOf: { select: { number: true } },
} as const satisfies Prisma.BatchInclude

type Row = Prisma.BatchGetPayload<{ include: typeof include }>

const fact = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
const example = z.object({
  name: z.string(),
  consequences: z.array(fact),
  // What tells whose key opens the name.
  subjectId: z.string().default(''),
  userId: z.string().nullable().default(null),
})
const counted = z.object({
  state: z.enum(BATCH_ITEM_STATES),
  items: z.number(),
  people: z.number(),
  live: z.boolean(),
})

/** One batch with how far it is. Throws DomainError `not_found`. */
export async function getBatch(db: Db, where: { id: string } | { number: number }): Promise<Batch> {
  const row = await db.prisma.batch.findUnique({ where, include })
  if (!row) throw new DomainError('not_found', 'not_found')
  return await toBatch(db, row, await keysOf(db, [row]))
}

/** Batches newest first, by their numbers. */
export async function listBatches(
  db: Db,
  { cursor, limit }: { cursor?: number | null | undefined; limit: number },
): Promise<{ items: Batch[]; nextCursor: number | null }> {
  const rows = await db.prisma.batch.findMany({
    where: { state: { not: 'abandoned' }, ...(cursor ? { number: { lt: cursor } } : {}) },
    include,
    orderBy: { number: 'desc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const open = await keysOf(db, page)
  return {
    items: await Promise.all(page.map((row) => toBatch(db, row, open))),
    nextCursor: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
  }
}

type Open = Awaited<ReturnType<typeof openers>>

/** The keys of what is sealed of these batches. */
const keysOf = ({ prisma }: Db, rows: readonly Row[]): Promise<Open> =>
  openers(
    prisma,
    rows.flatMap((row) => [{ kind: 'batch', id: row.id }, ...(keptExample(row)?.about ?? [])]),
  )

function keptExample({ action, example: kept }: Row) {
  if (kept === null) return null
  const { subjectId, userId, name, consequences } = example.parse(kept)
  const named = { subjectKind: CATALOGUE[actionName.parse(action)].kind, subjectId, userId, name }
  return { named, about: sealedFor(named), consequences }
}

async function toBatch({ prisma }: Db, row: Row, open: Open): Promise<Batch> {
  const shown = keptExample(row)
  const [counts, others, reasons] = await Promise.all([
    prisma.$queryRaw`
      SELECT state, count(*)::int AS items, sum(people)::int AS people, bool_and(live) AS live FROM batch_item
      WHERE batch_id = ${row.id}::uuid GROUP BY state`,
    row.undoOfId === null
      ? []
      : prisma.$queryRaw`
      SELECT action, count(*)::int AS count FROM batch_item
      WHERE batch_id = ${row.id}::uuid AND state <> 'left_out' AND action IS NOT NULL GROUP BY 1 ORDER BY 2 DESC`,
    prisma.$queryRaw`
      SELECT why->>'key' AS key, count(*)::int AS count FROM batch_item
      WHERE batch_id = ${row.id}::uuid AND state = 'left_out' GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
  ])
  const states = z.array(counted).parse(counts)
  const touched = states.filter(({ state }) => state !== 'left_out')
  const action = actionName.parse(row.action)
  return {
    id: row.id,
    number: row.number,
    action,
    input: z.record(z.string(), z.json()).parse(row.input),
    state: row.state,
    by: row.staff,
    reason: row.reason && open({ kind: 'batch', id: row.id }, row.reason),
    createdAt: row.createdAt.getTime(),
    plannedAt: row.plannedAt?.getTime() ?? null,
    startedAt: row.startedAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    undoOf: row.undoOf?.number ?? null,
    planHash: row.planHash,
    counts: Object.fromEntries(states.map(({ state, items }) => [state, items])),
    people: touched.reduce((sum, { people }) => sum + people, 0),
    others: z.array(z.object({ action: actionName, count: z.number() })).parse(others),
    leftOut: z.array(z.object({ key: z.string(), count: z.number() })).parse(reasons),
    example: shown && { name: openedName(open, shown.named), consequences: shown.consequences },
    live: states.every(({ live }) => live),
  }
}

/** Results of a batch, in its order. */
export async function listItems(
  db: Db,
  input: {
    batchId: string
    state?: BatchItem['state'] | undefined
    cursor?: number | null | undefined
    limit: number
  },
): Promise<{ items: BatchItem[]; nextCursor: number | null }> {
  const { batchId, state, cursor, limit } = input
  const rows = await db.prisma.batchItem.findMany({
    where: { batchId, state, n: { gt: cursor ?? 0 } },
    orderBy: { n: 'asc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const open = await openers(db.prisma, page.flatMap(sealedFor))
  return {
    items: page.map((row) => ({
      n: row.n,
      subject: { kind: row.subjectKind, id: row.subjectId, name: openedName(open, row) },
      state: row.state,
      people: row.people,
      action: actionName.nullable().parse(row.action),
      why: row.why === null ? null : (fact.parse(row.why) satisfies Fact),
      ledgerId: row.ledgerId,
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.n ?? null) : null,
  }
}
