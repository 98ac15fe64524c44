import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import type { CallTold } from '@/server/actions/effect'
import { auditOf, type Ending } from '@/server/actions/settle'
import { tookEffect } from '@/server/actions/transitions'
import type { WorkedRow } from '@/server/actions/worked-row'
import { auditFacts } from '@/server/audit/append'
import { prepared } from '@/server/db/prepared'

const result = z.enum(['done', 'gone', 'not_plain'])

const endPlain = prepared(
  'ledger_end_plain',
  `SELECT ledger_end_plain(
     $1::uuid, $2::"LedgerState", $3, $4::"LedgerState", $5::jsonb, $6::jsonb, $7::jsonb, $8::jsonb, $9::jsonb
   ) AS result`,
  z.object({ result }),
)

const jsonOrNull = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))

/**
 * What `settle` does, in one round trip, where an effect holds, nothing waits behind the row and nothing follows from
 * its end: so do almost all of ten thousand. `call` is the last call, where it is not written down yet. Answers `gone`
 * where the row is no longer in `from`, and `not_plain` where it takes `settle`; then nothing was changed.
 */
export async function settlePlain(
  env: ActionEnv,
  row: WorkedRow,
  ending: Ending & { attempts: number },
  call: CallTold | null,
): Promise<z.infer<typeof result>> {
  const { ledgerId, from, attempts, to, outcome, desired, kept } = ending
  const ended = { ...row, state: to }
  if (!tookEffect(to) || ending.reason || env.settledHooks.some((hook) => hook.concerns(ended)))
    return 'not_plain'
  const [answer] = await endPlain(
    env.db,
    ...[ledgerId, from, attempts, to, JSON.stringify({ facts: {}, ...outcome })],
    ...[jsonOrNull(desired), jsonOrNull(kept), jsonOrNull(call)],
    JSON.stringify(auditFacts(auditOf(row, ending))),
  )
  return answer?.result ?? 'not_plain'
}
