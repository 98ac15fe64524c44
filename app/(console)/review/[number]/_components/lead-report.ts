import type { CaseDetail } from '@/server/features/cases/schema'
import { REASONS } from '@/server/features/reports/reasons'

type Report = CaseDetail['reportsList'][number]

const severityOf = (reason: string) => REASONS.find(({ id }) => id === reason)?.severity ?? 0

/** The report to read first: of the gravest reason the one that says most, the earliest among equals. Pure. */
export function leadReport(reports: readonly Report[]): Report | undefined {
  return reports.toSorted(
    (a, b) =>
      severityOf(b.reason) - severityOf(a.reason) ||
      b.text.trim().length - a.text.trim().length ||
      a.at - b.at,
  )[0]
}
