import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { prepared } from '@/server/db/prepared'
import type { ReasonRules } from '@/server/features/desk/schema'
import { INTAKE_RULES } from '@/server/features/reporters/rules'
import type { IntakeRules } from '@/server/features/reporters/schema'

/** What holds for a report that comes in now. Reasons: those in use, in the order people gave them. */
export type IntakeNow = { rules: IntakeRules; reasons: ReasonRules[] }

/** Asked for each report, so it is one statement. */
const rows = prepared(
  'intake-now',
  `SELECT id, severity, emergency, deadline_ms::float8 AS "deadlineMs", queue_id AS "queueId",
     (SELECT value FROM setting WHERE key = $1) AS rules
   FROM reason WHERE active ORDER BY position, id`,
  z.object({
    id: z.string(),
    severity: z.number(),
    emergency: z.boolean(),
    deadlineMs: z.number(),
    queueId: z.string().nullable(),
    rules: z.unknown(),
  }),
)

/** Reads what holds for reports now. A setting that an older version wrote otherwise counts as unset. */
export async function intakeNow(db: Pick<Db, 'pool'>): Promise<IntakeNow> {
  const found = await rows(db, INTAKE_RULES.key)
  const rules = INTAKE_RULES.shape.safeParse(found[0]?.rules)
  return {
    rules: rules.success ? rules.data : INTAKE_RULES.initial,
    reasons: found.map(({ rules: _, ...reason }) => reason),
  }
}
