/** The transparency report: a few tables whose rows add up. Pure. */

export const SECTIONS = ['cases', 'reports', 'actions', 'appeals', 'emergencies', 'evidence'] as const
export type SectionName = (typeof SECTIONS)[number]

/**
 * What the columns of each table are: of each row, and of the totals, those of `whole` add up to those of `parts`; what
 * stands in `aside` is told besides.
 */
export const COLUMNS = {
  /** By reason. Whatever was open or came ended, or is open at the end. */
  cases: {
    whole: ['open_before', 'opened'],
    parts: ['acted', 'dismissed', 'merged', 'open_after'],
    aside: [],
  },
  /** By reason: from reporters themselves, through a backend, from machines. */
  reports: { whole: ['received'], parts: ['reporter', 'backend', 'automated'], aside: [] },
  /** By action. */
  actions: {
    whole: ['settled'],
    parts: ['verified', 'already_so', 'failed', 'refused', 'cancelled'],
    aside: [],
  },
  /** By the first outcome. */
  appeals: { whole: ['received'], parts: ['upheld', 'overturned', 'waiting'], aside: [] },
  /** By reason. */
  emergencies: { whole: ['opened'], parts: ['handed_over', 'not_handed_over'], aside: [] },
  /** By reason. */
  evidence: { whole: ['purged'], parts: ['messages', 'sightings', 'media', 'reports'], aside: ['cases'] },
} as const satisfies Record<SectionName, { whole: string[]; parts: string[]; aside: string[] }>

export type ColumnName = (typeof COLUMNS)[SectionName]['whole' | 'parts' | 'aside'][number]

export type ReportRow = { key: string; values: Partial<Record<ColumnName, number>> }
export type ReportSection = { name: SectionName; rows: ReportRow[]; totals: ReportRow['values'] }

/** Times are Unix ms; `to` is the first moment that is not in the period. */
export type TransparencyReport = {
  from: number
  to: number
  readAt: number
  timeZone: string
  /** What is in restricted queues that the reader is no member of is left out. */
  partial: boolean
  sections: ReportSection[]
}

/** The columns of a table in the order in which they are shown. */
export function columnsOf(name: SectionName): ColumnName[] {
  const { whole, parts, aside } = COLUMNS[name]
  return [...whole, ...parts, ...aside]
}

/** Whether a table adds up: each row by itself, and all rows to the totals. */
export function addsUp({ name, rows, totals }: ReportSection): boolean {
  const { whole, parts } = COLUMNS[name]
  const sum = (values: ReportRow['values'], names: readonly ColumnName[]) =>
    names.reduce((total, column) => total + (values[column] ?? Number.NaN), 0)
  const inOne = [...rows.map(({ values }) => values), totals].every(
    (values) => sum(values, whole) === sum(values, parts),
  )
  return (
    inOne &&
    columnsOf(name).every(
      (column) => rows.reduce((total, { values }) => total + (values[column] ?? 0), 0) === totals[column],
    )
  )
}
