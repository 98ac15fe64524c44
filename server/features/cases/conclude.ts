import type { Tx } from '@/server/db/client'

/** What follows once a decision holds, in the transaction that closes its case. */
export async function conclude(_tx: Tx, _decisionId: string): Promise<void> {}
