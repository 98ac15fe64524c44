import { z } from 'zod'
import type { Batch, BatchItem } from '@/server/actions/batch/schema'
import { BATCH_ITEM_STATES } from '@/server/actions/batch/schema'
import { actionName, type Fact } from '@/server/actions/schema'
import { opener } from '@/server/audit/personal'
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
const example = z.object({ name: z.string(), consequences: z.array(fact) })
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
  return await toBatch(db, row)
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
  return {
    items: await Promise.all(page.map((row) => toBatch(db, row))),
    nextCursor: rows.length > limit ? (page.at(-1)?.number ?? null) : null,
  }
}

async function toBatch(db: Db, row: Row): Promise<Batch> {
  const { prisma } = db
  const [counts, reasons, open] = await Promise.all([
    prisma.$queryRaw`
      SELECT state, count(*)::int AS items, sum(people)::int AS people, bool_and(live) AS live FROM batch_item
      WHERE batch_id = ${row.id}::uuid GROUP BY state`,
    prisma.$queryRaw`
      SELECT why->>'key' AS key, count(*)::int AS count FROM batch_item
      WHERE batch_id = ${row.id}::uuid AND state = 'left_out' GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
    opener(prisma, { kind: 'batch', id: row.id }),
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
    reason: row.reason && open(row.reason),
    createdAt: row.createdAt.getTime(),
    plannedAt: row.plannedAt?.getTime() ?? null,
    startedAt: row.startedAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    undoOf: row.undoOf?.number ?? null,
    planHash: row.planHash,
    counts: Object.fromEntries(states.map(({ state, items }) => [state, items])),
    people: touched.reduce((sum, { people }) => sum + people, 0),
    leftOut: z.array(z.object({ key: z.string(), count: z.number() })).parse(reasons),
    example: row.example === null ? null : example.parse(row.example),
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
  return {
    items: page.map(({ n, subjectKind, subjectId, name, state, people, why, ledgerId }) => ({
      n,
      subject: { kind: subjectKind, id: subjectId, name },
      state,
      people,
      why: why === null ? null : (fact.parse(why) satisfies Fact),
      ledgerId,
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.n ?? null) : null,
  }
}
