import { z } from 'zod'
import { LEDGER_SUBJECTS, type Subject } from '@/server/actions/subject'
import type { Db } from '@/server/db/client'
import type { LedgerRow } from '@/server/db/generated/client'
import { prepared } from '@/server/db/prepared'

/** A ledger row as the runner works with it. */
export type WorkedRow = Pick<
  LedgerRow,
  | 'id'
  | 'subjectKind'
  | 'subjectId'
  | 'groupId'
  | 'userId'
  | 'action'
  | 'input'
  | 'state'
  | 'desiredBefore'
  | 'kept'
  | 'staffId'
  | 'caseId'
  | 'decisionId'
  | 'firstForId'
  | 'dueAt'
  | 'sentAt'
  | 'inFlight'
  | 'attempts'
  | 'setbacks'
>

const COLUMNS = `id, subject_kind::text AS "subjectKind", subject_id AS "subjectId", group_id AS "groupId",
  user_id AS "userId", action, input, state::text, desired_before AS "desiredBefore", kept, staff_id AS "staffId",
  case_id AS "caseId", decision_id AS "decisionId", first_for_id AS "firstForId", due_at AS "dueAt", sent_at AS "sentAt",
  in_flight AS "inFlight", attempts, setbacks`

const workedRow: z.ZodType<WorkedRow> = z.object({
  id: z.string(),
  subjectKind: z.enum(LEDGER_SUBJECTS),
  subjectId: z.string(),
  groupId: z.string().nullable(),
  userId: z.string().nullable(),
  action: z.string(),
  input: z.json(),
  state: z.enum(['planned', 'sending', 'unknown']),
  desiredBefore: z.json(),
  kept: z.json(),
  staffId: z.string().nullable(),
  caseId: z.string().nullable(),
  decisionId: z.string().nullable(),
  firstForId: z.string().nullable(),
  dueAt: z.date(),
  sentAt: z.date().nullable(),
  inFlight: z.json(),
  attempts: z.number(),
  setbacks: z.number(),
})

const lowest = prepared(
  'ledger_lowest',
  `SELECT ${COLUMNS} FROM ledger
   WHERE subject_kind = $1::"LedgerSubject" AND subject_id = $2 AND state IN ('planned', 'sending', 'unknown')
   ORDER BY seq LIMIT 2`,
  workedRow,
)

/** A subject's lowest unfinished row, and one behind it where there is one. */
export const lowestUnfinished = (db: Db, { kind, id }: Subject): Promise<WorkedRow[]> => lowest(db, kind, id)

const take = prepared(
  'ledger_take',
  `UPDATE ledger
   SET state = 'sending', attempts = attempts + 1, in_flight = NULL, outcome = '{"code": "sending", "facts": {}}'
   WHERE id = $1::uuid AND state = $2::"LedgerState" AND attempts = $3
   RETURNING ${COLUMNS}`,
  workedRow,
)

/**
 * Takes the row for one attempt; null where somebody else has. The attempt's number fences: an older worker's writes no
 * longer match.
 */
export async function takeRow(db: Db, { id, state, attempts }: WorkedRow): Promise<WorkedRow | null> {
  const [taken] = await take(db, id, state, attempts)
  return taken ?? null
}
