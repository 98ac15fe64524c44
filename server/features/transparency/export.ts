import { z } from 'zod'
import { may } from '@/server/auth/permissions'
import type { CsvValue } from '@/server/csv'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { Sighted } from '@/server/features/cases/sight'
import { periodInput, periodOf } from '@/server/features/insights/schema'
import { readTransparency } from './report'
import { COLUMNS, columnsOf, type ReportSection, type TransparencyReport } from './schema'

export const transparencyExport = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  tz: z.string().max(64).default('UTC'),
})
type Filter = z.output<typeof transparencyExport>

export const TRANSPARENCY_COLUMNS = ['table', 'row', 'column', 'kind', 'value']

/** The report as one table, one number in a line. Throws DomainError `forbidden`, `invalid` for an unknown time zone. */
export async function* exportTransparency(
  db: Pick<Db, 'prisma'>,
  { tz, ...filter }: Filter,
  actor: Sighted,
): AsyncGenerator<CsvValue[][], undefined> {
  if (!may(actor.role, 'insight.read')) throw new DomainError('forbidden', 'forbidden')
  const zone = periodInput.safeParse({ from: '2000-01-01', to: '2000-01-01', timeZone: tz })
  if (!zone.success) throw new DomainError('invalid', 'invalid', { field: 'tz' })
  yield reportLines(await readTransparency(db, periodOf(filter, tz, Date.now()), actor))
}

/** The lines of the table: of each row and of the totals, what adds up (`whole`) to what (`part`). Pure. */
export function reportLines({ from, to, timeZone, partial, sections }: TransparencyReport): CsvValue[][] {
  return [
    ['period', '', 'from', '', new Date(from).toISOString()],
    ['period', '', 'to', '', new Date(to).toISOString()],
    ['period', '', 'time_zone', '', timeZone],
    ...(partial ? [['period', '', 'without_restricted_queues', '', 'yes']] : []),
    ...sections.flatMap(sectionLines),
  ]
}

function sectionLines({ name, rows, totals }: ReportSection): CsvValue[][] {
  const { whole, parts }: { whole: readonly string[]; parts: readonly string[] } = COLUMNS[name]
  const kindOf = (column: string) =>
    whole.includes(column) ? 'whole' : parts.includes(column) ? 'part' : 'aside'
  return [...rows, { key: 'total', values: totals }].flatMap(({ key, values }) =>
    columnsOf(name).map((column): CsvValue[] => [name, key, column, kindOf(column), values[column] ?? 0]),
  )
}
