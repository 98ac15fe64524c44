import type { Config } from '@/server/config'
import type { Db, Tx } from '@/server/db/client'
import type { LedgerRow } from '@/server/db/generated/client'
import type { Openim } from '@/server/openim/client'

/** What is known of a row that ends. */
export type SettledRow = Pick<
  LedgerRow,
  'id' | 'subjectKind' | 'subjectId' | 'groupId' | 'action' | 'state' | 'staffId' | 'caseId' | 'decisionId'
>

/** What follows from the end of a ledger row. */
export type SettledHook = {
  /** Whether anything may follow from this one. Pure. */
  concerns(row: SettledRow): boolean
  /** Called in the transaction that ends the row, so that what follows is never lost. */
  follow(tx: Tx, row: SettledRow): Promise<void>
}

/** What actions need of the process they run in. */
export type ActionEnv = {
  db: Db
  openim: Openim
  config: Pick<Config, 'undoMs' | 'settleMs' | 'snapshotKeepDays' | 'openim'>
  settledHooks: readonly SettledHook[]
}
