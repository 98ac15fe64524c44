import type { CaseReport } from '@/server/features/cases/schema'

type Weighed = Pick<CaseReport, 'severity' | 'text' | 'at'>

/** The report to read first: of the gravest reason the one that says most, the earliest among equals. Pure. */
export function leadReport<Report extends Weighed>(reports: readonly Report[]): Report | undefined {
  return reports.toSorted(
    (a, b) => b.severity - a.severity || b.text.trim().length - a.text.trim().length || a.at - b.at,
  )[0]
}
