import pg from 'pg'

/** The connection that held a lock is gone, and the lock with it. */
export class LockLost extends Error {
  override name = 'LockLost'
}

/**
 * Session advisory locks, all held by one connection of their own, which is made when the first is asked for. Losing it
 * loses them all.
 */
export type SessionLocks = {
  /**
   * Does `work` while nobody else holds the lock of this name; null at once where it is held, in this process or in
   * another. `lost` aborts with LockLost when the connection is gone.
   */
  holding<T>(name: string, work: (lost: AbortSignal) => Promise<T>): Promise<T | null>
  close(): Promise<void>
}

type Session = {
  client: pg.Client
  lost: AbortController
  /** Its questions, one after the other. */
  ask(question: string, name: string): Promise<boolean>
}

const TRY = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got'
const UNLOCK = 'SELECT pg_advisory_unlock(hashtextextended($1, 0)) AS got'

/** Opens nothing yet. `connection` is how to connect as the application role. */
export function createSessionLocks(connection: pg.ClientConfig): SessionLocks {
  /** PostgreSQL would grant a lock to the connection that has it once more. */
  const held = new Set<string>()
  let opening: Promise<Session> | undefined

  async function open(): Promise<Session> {
    const client = new pg.Client({ ...connection, keepAlive: true })
    const lost = new AbortController()
    let last: Promise<unknown> = Promise.resolve()
    const ask = (question: string, name: string) => {
      const answer = last.then(async () => {
        const { rows } = await client.query<{ got: boolean }>(question, [name])
        return rows[0]?.got === true
      })
      last = answer.catch(() => {})
      return answer
    }
    const gone = () => {
      if (opening === mine) opening = undefined
      lost.abort(new LockLost('the connection that held the locks is gone'))
    }
    const mine = opening
    client.on('error', gone)
    client.on('end', gone)
    await client.connect()
    return { client, lost, ask }
  }

  function session(): Promise<Session> {
    if (opening === undefined) {
      const made: Promise<Session> = Promise.resolve().then(open)
      opening = made
      made.catch(() => {
        if (opening === made) opening = undefined
      })
    }
    return opening
  }

  async function locked<T>(name: string, work: (lost: AbortSignal) => Promise<T>): Promise<T | null> {
    const { client, lost, ask } = await session()
    if (!(await ask(TRY, name))) return null
    try {
      return await work(lost.signal)
    } finally {
      // One that is gone has unlocked; one that cannot unlock is closed, which unlocks.
      if (!lost.signal.aborted) await ask(UNLOCK, name).catch(() => client.end().catch(() => {}))
    }
  }

  return {
    async holding(name, work) {
      if (held.has(name)) return null
      held.add(name)
      try {
        return await locked(name, work)
      } finally {
        held.delete(name)
      }
    },
    async close() {
      const last = await opening?.catch(() => undefined)
      opening = undefined
      await last?.client.end()
    },
  }
}
