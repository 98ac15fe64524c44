import { z } from 'zod'
import type { Tx } from '@/server/db/client'

/** Who has a part in a case, as far as they are told of its decision. */

const reporterRows = z.array(
  z.object({ user_id: z.string(), number: z.string(), language: z.string(), at: z.number() }),
)
const personRows = z.array(z.object({ user_id: z.string() }))

/** Everybody who reported, once, by their first report. Machines are told by whoever runs them, visitors are nobody in the chat. */
export async function reportersOf(tx: Tx, caseId: string) {
  const rows = await tx.$queryRaw`
    SELECT DISTINCT ON (reporter_id) reporter_id AS user_id, number, language,
      extract(epoch FROM created_at)::float8 * 1000 AS at
    FROM report WHERE case_id = ${caseId}::uuid AND NOT automated AND NOT starts_with(reporter_id, 'visitor:')
    ORDER BY reporter_id, created_at, id`
  return reporterRows.parse(rows)
}

/** Whom a case is about: senders and people; for a group its owner, as far as they are known. */
export async function personsOf(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT DISTINCT user_id FROM (
      SELECT user_id FROM case_subject WHERE case_id = ${caseId}::uuid AND user_id IS NOT NULL
      UNION ALL
      SELECT owner_id FROM case_subject AS s JOIN group_index AS g ON g.group_id = s.group_id
      WHERE s.case_id = ${caseId}::uuid AND s.user_id IS NULL AND owner_id <> ''
    ) AS concerned ORDER BY user_id`
  return personRows.parse(rows).map((row) => row.user_id)
}
