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

type Question = { name: string; take: boolean; answered(got: boolean): void; failed(error: unknown): void }

type Session = {
  lost: AbortController
  /** Closes the connection, however often it is asked for. */
  end(): Promise<void>
  /** Takes or gives back the lock of this name. */
  ask(name: string, take: boolean): Promise<boolean>
}

/** Any number of them in one statement, in their order. */
const ASK = {
  name: 'session_locks',
  text: `SELECT n::int, CASE WHEN take THEN pg_try_advisory_lock(hashtextextended(name, 0))
      ELSE pg_advisory_unlock(hashtextextended(name, 0)) END AS got
    FROM unnest($1::text[], $2::boolean[]) WITH ORDINALITY AS asked (name, take, n)`,
}

/** Opens nothing yet. `connection` is how to connect as the application role. */
export function createSessionLocks(connection: pg.ClientConfig): SessionLocks {
  /** PostgreSQL would grant a lock to the connection that has it once more. */
  const held = new Set<string>()
  let opening: Promise<Session> | undefined

  async function open(): Promise<Session> {
    const client = new pg.Client({ ...connection, keepAlive: true })
    const lost = new AbortController()
    const waiting: Question[] = []
    let asking = false

    /** What is asked while an answer is on its way goes into the next statement. */
    async function askAll(): Promise<void> {
      asking = true
      for (let asked = waiting.splice(0); asked.length > 0; asked = waiting.splice(0)) {
        try {
          const values = [asked.map(({ name }) => name), asked.map(({ take }) => take)]
          const { rows } = await client.query<{ n: number; got: boolean }>({ ...ASK, values })
          for (const { n, got } of rows) asked[n - 1]?.answered(got)
        } catch (error) {
          for (const { failed } of asked) failed(error)
        }
      }
      asking = false
    }

    const ask = (name: string, take: boolean) =>
      new Promise<boolean>((answered, failed) => {
        waiting.push({ name, take, answered, failed })
        if (!asking) void askAll()
      })
    const gone = () => {
      if (opening === mine) opening = undefined
      lost.abort(new LockLost('the connection that held the locks is gone'))
    }
    const mine = opening
    client.on('error', gone)
    client.on('end', gone)
    await client.connect()
    let ending: Promise<void> | undefined
    const end = () => {
      ending ??= client.end().catch(() => {})
      return ending
    }
    return { lost, end, ask }
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
    const { lost, end, ask } = await session()
    if (!(await ask(name, true))) return null
    try {
      return await work(lost.signal)
    } finally {
      // One that is gone has unlocked; one that cannot unlock is closed, which unlocks.
      if (!lost.signal.aborted) await ask(name, false).catch(end)
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
      await last?.end()
    },
  }
}
