import type { PoolClient } from 'pg'
import type { Db } from '@/server/db/client'

/**
 * Runs `work` unless another process runs work of the same name: a session advisory lock tells, and it ends with the
 * connection, however a process dies. Losing the connection aborts the work. Returns whether it ran.
 */
export async function alone(
  { pool }: Db,
  name: string,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const client = await pool.connect()
  const lost = new AbortController()
  const onGone = () => lost.abort(new Error(`the lock of ${name} is gone`))
  client.on('error', onGone)
  client.on('end', onGone)
  try {
    const { rows } = await client.query<{ got: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
      [name],
    )
    if (rows[0]?.got !== true) return false
    await work(AbortSignal.any([stop, lost.signal]))
    return true
  } finally {
    client.off('error', onGone)
    client.off('end', onGone)
    await unlock(client, name, lost.signal.aborted)
  }
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
