import type { Tx } from '@/server/db/client'
import type { HubTopic } from '@/server/live/topics'

/**
 * Tells every web process that something changed, when the caller's transaction commits and only then. The triggers
 * announce cases, the ledger and the audit by themselves; this is for what has no trigger.
 */
export async function announce(tx: Tx, topic: HubTopic, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_notify('steward', ${`${topic}:${id}`})`
}
