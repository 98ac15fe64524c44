import type { Pool } from 'pg'
import type { Batch } from './buffer'

/** Rows that the tables hold at most; OpenIM may be away while hints come in. */
const MOST_HINTS = 50_000
const MOST_TOLD_IDS = 2_000_000
/** Of one group. More say nothing new, but for forgeries. */
const MOST_FOR_GROUP = 5
/** A hint that nobody worked on by then is dropped: the sweep was there meanwhile. */
const HINTS_LAST = '1 hour'

const HINTS = `
  INSERT INTO webhook_hint (kind, subject_id, received_at)
  SELECT kind, id, to_timestamp(at / 1000.0) FROM unnest($1::text[], $2::text[], $3::float8[]) AS told (kind, id, at)
  WHERE (SELECT count(*) FROM webhook_hint) < $4 ORDER BY kind, id
  ON CONFLICT (kind, subject_id) DO UPDATE SET received_at = greatest(webhook_hint.received_at, excluded.received_at)`

const DISMISSAL = `
  INSERT INTO webhook_dismissal (group_id, owner_id, member_ids, received_at, next_at)
  SELECT $1, $2, $3::text[], to_timestamp($4::float8 / 1000), now()
  WHERE (SELECT count(*) FROM webhook_dismissal WHERE group_id = $1) < $5
    AND (SELECT coalesce(sum(cardinality(member_ids)), 0) FROM webhook_dismissal) < $6`

const SEEN = `
  INSERT INTO webhook_seen (command, last_at, calls)
  SELECT command, to_timestamp(at / 1000.0), calls
  FROM unnest($1::text[], $2::float8[], $3::bigint[]) AS told (command, at, calls) ORDER BY command
  ON CONFLICT (command) DO UPDATE
  SET last_at = greatest(webhook_seen.last_at, excluded.last_at), calls = webhook_seen.calls + excluded.calls`

/** Writes what came in, with the wish that a worker looks at it, in one transaction. Throws where PostgreSQL cannot be reached. */
export async function writeBatch(pool: Pool, { hints, dismissals, seen }: Batch): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(`DELETE FROM webhook_hint WHERE received_at < now() - interval '${HINTS_LAST}'`)
    const told = [...hints.values()]
    const columns = [
      told.map(({ kind }) => kind),
      told.map(({ id }) => id),
      told.map((one) => one.receivedAt),
    ]
    await client.query(HINTS, [...columns, MOST_HINTS])
    for (const { groupId, ownerId, memberIds, receivedAt } of dismissals) {
      await client.query(DISMISSAL, [groupId, ownerId, memberIds, receivedAt, MOST_FOR_GROUP, MOST_TOLD_IDS])
    }
    const calls = [...seen]
    await client.query(SEEN, [
      calls.map(([command]) => command),
      calls.map(([, { at }]) => at),
      calls.map(([, one]) => one.calls),
    ])
    await client.query(`SELECT steward_enqueue('webhooks.work', '{}', 'webhooks.work', now())`)
    await client.query('COMMIT')
    client.release()
  } catch (error) {
    // Gone with its transaction, whatever state it is in.
    client.release(true)
    throw error
  }
}
