import type { PoolClient } from 'pg'
import type { ActionEnv } from '@/server/actions/action-env'
import { RowLost } from '@/server/actions/effect'
import { step } from '@/server/actions/step'
import type { Subject } from '@/server/actions/subject'

/**
 * Works a subject's unfinished rows in their order, one at a time, and stops where one is unsettled. A session advisory
 * lock makes this process the only one; losing the connection loses the lock and aborts the work.
 * Returns in how many ms it should be called again, or null when nothing is left or somebody else is at it.
 */
export async function drain(env: ActionEnv, subject: Subject, stop: AbortSignal): Promise<number | null> {
  const client = await env.db.pool.connect()
  const lost = new AbortController()
  const onGone = () => lost.abort(new RowLost('the lock is gone'))
  client.on('error', onGone)
  client.on('end', onGone)
  try {
    if (!(await lock(client, subject))) return null
    const signal = AbortSignal.any([stop, lost.signal])
    for (;;) {
      if (signal.aborted) return null
      const row = await lowestUnfinished(env, subject)
      if (!row) return null
      const again = await step(env, row, signal)
      if (again !== 'next') return again
    }
  } catch (error) {
    // Stopping is no failure: the row stays where it is, and whoever starts next goes on from there.
    if (stop.aborted || error instanceof RowLost) return null
    throw error
  } finally {
    client.off('error', onGone)
    client.off('end', onGone)
    await unlock(client, subject, lost.signal.aborted)
  }
}

function lowestUnfinished(env: ActionEnv, subject: Subject) {
  return env.db.prisma.ledgerRow.findFirst({
    where: {
      subjectKind: subject.kind,
      subjectId: subject.id,
      state: { in: ['planned', 'sending', 'unknown'] },
    },
    orderBy: { seq: 'asc' },
  })
}

async function lock(client: PoolClient, { kind, id }: Subject): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
    [`${kind}:${id}`],
  )
  return rows[0]?.got === true
}

async function unlock(client: PoolClient, { kind, id }: Subject, gone: boolean): Promise<void> {
  if (gone) return client.release(true)
  try {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`${kind}:${id}`])
    client.release()
  } catch {
    // A connection that cannot unlock is closed, which unlocks.
    client.release(true)
  }
}
