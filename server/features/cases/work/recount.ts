import type { Tx } from '@/server/db/client'

/** A case's counts and times follow the reports that it has now. */
export async function recount(tx: Tx, caseId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "case" AS c SET
      reports_count = r.reporters,
      last_report_at = coalesce(r.last_at, c.last_report_at),
      automated = coalesce(r.automated, c.automated)
    FROM (
      SELECT count(DISTINCT reporter_id)::int AS reporters, max(created_at) AS last_at, bool_and(automated) AS automated
      FROM report WHERE case_id = ${caseId}::uuid
    ) AS r
    WHERE c.id = ${caseId}::uuid`
}
