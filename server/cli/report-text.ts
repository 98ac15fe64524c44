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
import type { ReportWords } from './report-words'

/** How the report is written for people: its words, and what reasons are called. */
export type ReportNames = { words: ReportWords; reason: (id: string) => string }

/** The report as text. Markdown is for people, in their language; the other two are for programs. Pure. */
export function reportText(report: TransparencyReport, format: ReportFormat, names: ReportNames): string {
  if (format === 'json') return `${JSON.stringify(written(report), null, 2)}\n`
  if (format === 'csv')
    return BYTE_ORDER_MARK + [TRANSPARENCY_COLUMNS, ...reportLines(report)].map(csvLine).join('')
  return markdown(report, names)
}

const iso = (ms: number) => new Date(ms).toISOString()

const written = ({ from, to, readAt, ...report }: TransparencyReport) => ({
  from: iso(from),
  to: iso(to),
  readAt: iso(readAt),
  ...report,
})

function markdown({ from, to, readAt, timeZone, sections }: TransparencyReport, names: ReportNames): string {
  const values: Record<string, string> = { from: iso(from), to: iso(to), at: iso(readAt), zone: timeZone }
  const lead = names.words.report_period.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  const parts = sections.map((section) => sectionMarkdown(section, names))
  return `${[`# ${names.words.report_title}`, lead, ...parts].join('\n\n')}\n`
}

function sectionMarkdown({ name, rows, totals }: ReportSection, names: ReportNames): string {
  const { words } = names
  const title = `## ${words.report_sections[name]}`
  if (rows.length === 0) return `${title}\n\n${words.report_none}`
  const columns = columnsOf(name)
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const { whole, parts } = COLUMNS[name]
  const wordOf = (column: ColumnName) => words.report_columns[column] ?? column
  const sum = (of: readonly ColumnName[]) => of.map(wordOf).join(' + ')
  return [
    `${title}\n`,
    `${sum(whole)} = ${sum(parts)}\n`,
    line([words.report_rows[name] ?? '', ...columns.map(wordOf)]),
    line(['---', ...columns.map(() => '---:')]),
    ...rows.map(({ key, values }) =>
      line([inCell(nameOf(name, key, names)), ...columns.map((column) => values[column] ?? 0)]),
    ),
    line([`**${words.total}**`, ...columns.map((column) => `**${totals[column] ?? 0}**`)]),
  ].join('\n')
}

function nameOf(section: SectionName, key: string, { words, reason }: ReportNames): string {
  if (section === 'actions') return words.action(key)
  if (section === 'appeals') return key === 'acted' ? words.acted : words.dismissed
  return reason(key)
}

/** Owners name reasons: nothing in a name ends its cell or begins something else. */
const inCell = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>()#+\-.!|~&]/g, '\\$&')
