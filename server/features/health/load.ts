import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import type { LedgerLoad, QueueLoad } from './schema'

const ledgerRow = z.object({
  unsettled: z.number(),
  due: z.number(),
  unknown: z.number(),
  oldest: z.date().nullable(),
  late_ms: z.number(),
})

/** How many actions are not settled, by what they wait for. Reads no more than the unsettled ones. */
export async function ledgerLoad(tx: Tx): Promise<LedgerLoad> {
  const rows = await tx.$queryRaw`
    SELECT count(*)::int AS unsettled,
           (count(*) FILTER (WHERE next_at <= now()))::int AS due,
           (count(*) FILTER (WHERE state = 'unknown'))::int AS unknown,
           min(created_at) AS oldest,
           coalesce(greatest(extract(epoch FROM now() - min(next_at)) * 1000, 0), 0)::float8 AS late_ms
    FROM ledger WHERE state IN ('planned', 'sending', 'unknown')`
  const [{ unsettled, due, unknown, oldest, late_ms }] = z.tuple([ledgerRow]).parse(rows)
  return { unsettled, due, unknown, oldest: oldest?.getTime() ?? null, lateMs: Math.round(late_ms) }
}

const queueRow = z.object({
  waiting: z.number(),
  running: z.number(),
  failing: z.number(),
  given_up: z.number(),
  oldest: z.date().nullable(),
})

/** How many background jobs there are, by how they are. */
export async function queueLoad(tx: Tx): Promise<QueueLoad> {
  const rows = await tx.$queryRaw`
    SELECT waiting::int, running::int, failing::int, given_up::int, oldest FROM steward_queue()`
  const [{ waiting, running, failing, given_up, oldest }] = z.tuple([queueRow]).parse(rows)
  return { waiting, running, failing, givenUp: given_up, oldest: oldest?.getTime() ?? null }
}

/** How many channels, and people on call, alerts did not get to the last time; of what was given up, within a day. */
export async function alertsFailing(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw`
    SELECT (SELECT count(*) FROM alert_channel WHERE enabled AND failures > 0)::int
         + (SELECT count(DISTINCT staff_id) FROM (
              SELECT staff_id FROM alert_message WHERE state IN ('due', 'sending') AND problem IS NOT NULL
              UNION ALL
              SELECT staff_id FROM alert_message WHERE state = 'failed' AND created_at > now() - interval '2 days'
            ) AS message)::int AS failing`
  return z.tuple([z.object({ failing: z.number() })]).parse(rows)[0].failing
}
