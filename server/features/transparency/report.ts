import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { PeriodInput } from '@/server/features/insights/schema'
import { spanOf } from '@/server/features/insights/scope'
import { countSection } from './count'
import { columnsOf, type ReportRow, type ReportSection, SECTIONS, type TransparencyReport } from './schema'

/**
 * The transparency report of a period, all of it read from one state of the database. It counts everything, also what is
 * in restricted queues: it names no case and nobody.
 */
export async function readTransparency(
  { prisma }: Pick<Db, 'prisma'>,
  input: PeriodInput,
): Promise<TransparencyReport> {
  return await prisma.$transaction(
    async (tx) => {
      const span = await spanOf(tx, input)
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
        sections,
      }
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  )
}

const totalsOf = (name: ReportSection['name'], rows: readonly ReportRow[]): ReportRow['values'] =>
  Object.fromEntries(
    columnsOf(name).map((column) => [
      column,
      rows.reduce((total, { values }) => total + (values[column] ?? 0), 0),
    ]),
  )
