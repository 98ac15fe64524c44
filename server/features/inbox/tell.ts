import type { Tx } from '@/server/db/client'
import type { InboxKind } from './schema'

/**
 * Tells somebody of a case, in the transaction of what happened. Most is told by triggers; this is for what no row shows
 * alone. Nobody is told of what they did themselves, nor of a case that they may not see.
 */
export async function tellInbox(
  tx: Tx,
  staffId: string,
  told: { caseId: string; kind: InboxKind; by: string | null },
): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM tell_inbox(${staffId}::uuid, ${told.caseId}::uuid, ${told.kind}::"InboxKind", ${told.by}::uuid)`
}
