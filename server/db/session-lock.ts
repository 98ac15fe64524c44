import type { PoolClient } from 'pg'
import type { Db } from '@/server/db/client'

/** The connection that held a lock is gone, and the lock with it. */
export class LockLost extends Error {
  override name = 'LockLost'
}

/**
 * Does `work` while this process alone holds the named session advisory lock; null at once where another holds it.
 * Losing the connection loses the lock: `lost` then aborts with LockLost.
 */
export async function withSessionLock<T>(
  { pool }: Pick<Db, 'pool'>,
  name: string,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const client = await pool.connect()
  const lost = new AbortController()
  const onGone = () => lost.abort(new LockLost(name))
  client.on('error', onGone)
  client.on('end', onGone)
  try {
    return (await lock(client, name)) ? await work(lost.signal) : null
  } finally {
    client.off('error', onGone)
    client.off('end', onGone)
    await unlock(client, name, lost.signal.aborted)
  }
}

async function lock(client: PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
    [name],
  )
  return rows[0]?.got === true
}

async function unlock(client: PoolClient, name: string, gone: boolean): Promise<void> {
  if (gone) return client.release(true)
  try {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name])
    client.release()
  } catch {
    // A connection that cannot unlock is closed, which unlocks.
    client.release(true)
  }
}
