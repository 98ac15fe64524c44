import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { type Sighted, sightOf } from '@/server/features/cases/sight'
import type { PeriodInput } from '@/server/features/insights/schema'
import { spanOf } from '@/server/features/insights/scope'
import { countSection } from './count'
import { columnsOf, type ReportRow, type ReportSection, SECTIONS, type TransparencyReport } from './schema'

/**
 * The transparency report of a period, all of it read from one state of the database. It names no case and nobody. Where
 * somebody reads it, their own sight decides what is counted: from what is in restricted queues small numbers would tell
 * of single cases. Without a reader, and for owners, it counts everything.
 */
export async function readTransparency(
  db: Pick<Db, 'prisma'>,
  input: PeriodInput,
  reader?: Sighted,
): Promise<TransparencyReport> {
  const sees = reader === undefined || reader.role === 'owner' ? null : await sightOf(db, reader)
  return await db.prisma.$transaction(
    async (tx) => {
      const span = { ...(await spanOf(tx, input)), sees }
      const sections: ReportSection[] = []
      for (const name of SECTIONS) {
        const rows = await countSection(tx, name, span)
        sections.push({ name, rows, totals: totalsOf(name, rows) })
      }
      return {
        from: span.from.getTime(),
        to: span.to.getTime(),
        readAt: span.now.getTime(),
        timeZone: input.timeZone,
        partial: sees !== null && (await leavesOut(tx, reader?.id ?? '')),
        sections,
      }
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  )
}

/** Whether there is a restricted queue that this person is no member of. */
async function leavesOut(tx: Tx, staffId: string): Promise<boolean> {
  return (await tx.queue.count({ where: { restricted: true, members: { none: { staffId } } } })) > 0
}

const totalsOf = (name: ReportSection['name'], rows: readonly ReportRow[]): ReportRow['values'] =>
  Object.fromEntries(
    columnsOf(name).map((column) => [
      column,
      rows.reduce((total, { values }) => total + (values[column] ?? 0), 0),
    ]),
  )
