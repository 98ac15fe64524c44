import { BYTE_ORDER_MARK, csvLine } from '@/server/csv'
import { reportLines, TRANSPARENCY_COLUMNS } from '@/server/features/transparency/export'
import {
  COLUMNS,
  type ColumnName,
  columnsOf,
  type ReportSection,
  type SectionName,
  type TransparencyReport,
} from '@/server/features/transparency/schema'
import type { ReportFormat } from './report-options'

const TITLES: Record<SectionName, string> = {
  cases: 'Cases by reason',
  reports: 'Reports by reason and source',
  actions: 'Actions by kind and result',
  appeals: 'Appeals by what was decided first',
  emergencies: 'Emergencies by reason',
  evidence: 'Evidence purged, by reason',
}

/** What one row is, and columns whose name does not say enough. */
const ROWS: Record<SectionName, string> = {
  cases: 'Reason',
  reports: 'Reason',
  actions: 'Action',
  appeals: 'First outcome',
  emergencies: 'Reason',
  evidence: 'Reason',
}
const WORDS: Partial<Record<ColumnName, string>> = {
  acted: 'violation',
  dismissed: 'no violation',
  merged: 'merged into another case',
  open_before: 'open before',
  open_after: 'open after',
  reporter: 'from people',
  backend: 'through a backend',
  automated: 'from machines',
  messages: 'messages',
  sightings: 'later versions',
  reports: 'texts of reports',
}

/** The report as text. Markdown is for people and in English; the other two are for programs. Pure. */
export function reportText(report: TransparencyReport, format: ReportFormat): string {
  if (format === 'json') return `${JSON.stringify(written(report), null, 2)}\n`
  if (format === 'csv')
    return BYTE_ORDER_MARK + [TRANSPARENCY_COLUMNS, ...reportLines(report)].map(csvLine).join('')
  return markdown(report)
}

const iso = (ms: number) => new Date(ms).toISOString()

const written = ({ from, to, readAt, ...report }: TransparencyReport) => ({
  from: iso(from),
  to: iso(to),
  readAt: iso(readAt),
  ...report,
})

function markdown({ from, to, readAt, timeZone, sections }: TransparencyReport): string {
  const lead = `From ${iso(from)} until ${iso(to)}; days of ${timeZone}. Read ${iso(readAt)}.`
  return `${['# Transparency report', lead, ...sections.map(sectionMarkdown)].join('\n\n')}\n`
}

function sectionMarkdown({ name, rows, totals }: ReportSection): string {
  const title = `## ${TITLES[name]}`
  if (rows.length === 0) return `${title}\n\nNone in this period.`
  const columns = columnsOf(name)
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const { whole, parts } = COLUMNS[name]
  const wordOf = (column: ColumnName) => WORDS[column] ?? column.replaceAll('_', ' ')
  const sum = (names: readonly ColumnName[]) => names.map(wordOf).join(' + ')
  return [
    `${title}\n`,
    `${sum(whole)} = ${sum(parts)}\n`,
    line([ROWS[name], ...columns.map(wordOf)]),
    line(['---', ...columns.map(() => '---:')]),
    ...rows.map(({ key, values }) => line([nameOf(key), ...columns.map((column) => values[column] ?? 0)])),
    line(['**Total**', ...columns.map((column) => `**${totals[column] ?? 0}**`)]),
  ].join('\n')
}

const nameOf = (key: string) => (key === 'acted' || key === 'dismissed' ? (WORDS[key] ?? key) : `\`${key}\``)
