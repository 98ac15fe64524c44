import { parseArgs } from 'node:util'
import { MOST_DAYS, type PeriodInput, periodInput } from '@/server/features/insights/schema'

export const REPORT_FORMATS = ['md', 'csv', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]
export const REPORT_LANGUAGES = ['en', 'zh-CN'] as const
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number]

export const usage = `Usage: npm run steward -s -- report --from DAY --to DAY [OPTIONS]

Writes the transparency report of a period to standard output.

  --from DAY        first day, such as 2026-10-01
  --to DAY          last day, included
  --format FORMAT   md (Markdown, for people), csv or json; md unless given
  --lang LANGUAGE   en or zh-CN, of Markdown; en unless given
  --time-zone ZONE  whose days these are, such as Asia/Shanghai; UTC unless given
  --help            show this`

type Asked = { period: PeriodInput; format: ReportFormat; language: ReportLanguage }

/** What is asked for; null where it is how to ask. @throws Error naming the option that is missing or wrong */
export function readReportOptions(args: readonly string[]): Asked | null {
  const { values, positionals } = parsed(args)
  if (values.help) return null
  const [command, ...others] = positionals
  if (command !== 'report' || others.length > 0)
    throw wrong(command === undefined ? 'A command is missing.' : `No such command: ${positionals.join(' ')}`)
  const format = REPORT_FORMATS.find((one) => one === (values.format ?? 'md'))
  if (!format) throw wrong(`--format is ${values.format}; it can be ${REPORT_FORMATS.join(', ')}.`)
  const language = REPORT_LANGUAGES.find((one) => one === (values.lang ?? 'en'))
  if (!language) throw wrong(`--lang is ${values.lang}; it can be ${REPORT_LANGUAGES.join(', ')}.`)
  const { from, to, 'time-zone': timeZone } = values
  if (from === undefined) throw wrong('--from is missing.')
  if (to === undefined) throw wrong('--to is missing.')
  const period = periodInput.safeParse({ from, to, timeZone })
  if (period.success) return { period: period.data, format, language }
  const [issue] = period.error.issues
  throw wrong(
    PROBLEMS[issue?.message ?? ''] ?? FIELD_PROBLEMS[String(issue?.path[0])] ?? 'The period is wrong.',
  )
}

const PROBLEMS: Record<string, string> = {
  before_from: '--to is before --from.',
  too_long: `--to is more than ${MOST_DAYS} days after --from.`,
}
const FIELD_PROBLEMS: Record<string, string> = {
  from: '--from is no day such as 2026-10-01.',
  to: '--to is no day such as 2026-10-31.',
  timeZone: '--time-zone is no name such as Asia/Shanghai.',
}

const text = { type: 'string' } as const

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        from: text,
        to: text,
        format: text,
        lang: text,
        'time-zone': text,
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error))
  }
}

const wrong = (problem: string) => new Error(`${problem}\n\n${usage}`)
