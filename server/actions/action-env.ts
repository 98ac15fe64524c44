import type { Config } from '@/server/config'
import type { Db, Tx } from '@/server/db/client'
import type { LedgerRow } from '@/server/db/generated/client'
import type { Openim } from '@/server/openim/client'

/** Called in the transaction that ends a ledger row, so that what follows from it is never lost. */
export type SettledHook = (tx: Tx, row: LedgerRow) => Promise<void>

/** What actions need of the process they run in. */
export type ActionEnv = {
  db: Db
  openim: Openim
  config: Pick<Config, 'undoMs' | 'settleMs' | 'snapshotKeepDays' | 'openim'>
  settledHooks: readonly SettledHook[]
}
