import { z } from 'zod'
import { ledgerItems } from '@/server/actions/ledger'
import type { LedgerItem } from '@/server/actions/schema'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { hiddenFrom } from '@/server/features/appeals/blind'
import type { LedgerFilter } from './schema'

export type LedgerListInput = LedgerFilter & { cursor?: string | null; limit: number }

/**
 * One page of the ledger, newest first; the cursor is the id of the last row seen. What would tell whoever looks at a
 * decision again what it was is left out.
 */
export async function listLedger(
  db: Db,
  input: LedgerListInput,
  reader?: { id: string },
): Promise<{ items: LedgerItem[]; nextCursor: string | null }> {
  const caseIds = reader ? (await hiddenFrom(db, reader.id)).caseIds : []
  const ids = await db.prisma.$queryRaw(pageOfIds(input, [...caseIds]))
  const found = z.array(z.object({ id: z.string() })).parse(ids)
  const page = found.slice(0, input.limit).map(({ id }) => id)
  const items = page.length === 0 ? [] : await ledgerItems(db, { id: { in: page } }, input.limit)
  return { items, nextCursor: found.length > input.limit ? (page.at(-1) ?? null) : null }
}

/** The SQL of one page: ids, one more than asked for. Each filter has an index in the order of the list. */
export function pageOfIds(
  { cursor, limit, ...filter }: LedgerListInput,
  hidden: readonly string[] = [],
): Prisma.Sql {
  const conditions = conditionsOf(filter)
  if (hidden.length > 0) conditions.push(Prisma.sql`(case_id IS NULL OR case_id <> ALL (${hidden}::uuid[]))`)
  if (cursor) conditions.push(Prisma.sql`id < ${cursor}::uuid`)
  const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}` : Prisma.empty
  return Prisma.sql`SELECT id::text FROM ledger ${where} ORDER BY ledger.id DESC LIMIT ${limit + 1}`
}

function conditionsOf({ stage, action, who, group, person, from, to }: LedgerFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (stage) conditions.push(Prisma.sql`ledger_stage(state) = ${stage}`)
  if (action) conditions.push(Prisma.sql`action = ${action}`)
  if (who === 'steward') conditions.push(Prisma.sql`staff_id IS NULL`)
  else if (who) conditions.push(Prisma.sql`staff_id = ${who}::uuid`)
  if (group) conditions.push(Prisma.sql`group_id = ${group}`)
  if (person) conditions.push(Prisma.sql`user_id = ${person}`)
  if (from !== undefined) conditions.push(Prisma.sql`id >= ${firstIdAt(from)}::uuid`)
  if (to !== undefined) conditions.push(Prisma.sql`id < ${firstIdAt(to + 1)}::uuid`)
  return conditions
}

/** The lowest id that is made at `ms`: ids begin with their time (UUID version 7). Pure. */
export function firstIdAt(ms: number): string {
  const hex = Math.min(ms, 0xffff_ffff_ffff).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/** Staff who may be chosen as authors, by name. */
export async function ledgerAuthors({ prisma }: Db): Promise<{ id: string; name: string }[]> {
  return await prisma.staff.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
    take: 500,
  })
}
