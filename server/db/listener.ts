import { Client } from 'pg'
import { appConnection } from '@/server/db/connection'

/** How often the connection is asked whether it still lives, ms. */
const PROBE_EVERY_MS = 15_000
/** How long it may take to connect, and to answer, ms. */
const ANSWER_MS = 5_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

export type ListenerSettings = {
  url: string
  channel: string
  /** What PostgreSQL calls the connection. */
  name: `steward ${string}`
  onMessage: (payload: string) => void
  /** After each connect: what was announced meanwhile is lost. */
  onConnect: () => void
  onLost: (error: unknown) => void
}

/**
 * Keeps one connection that listens for announcements, and makes a new one when it breaks, with growing pauses: never
 * more than one at a time, however long PostgreSQL is away. PostgreSQL delivers only what was committed.
 */
export function startListener(settings: ListenerSettings): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = keepListening(settings, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function keepListening(settings: ListenerSettings, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      await listenOnce(settings, signal, () => {
        pauseMs = FIRST_PAUSE_MS
      })
    } catch (error) {
      settings.onLost(error)
      await pause(pauseMs, signal)
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
    }
  }
}

/** Listens until the connection breaks (throws) or `signal` aborts (returns). */
async function listenOnce(settings: ListenerSettings, signal: AbortSignal, onConnected: () => void) {
  const client = new Client({
    ...appConnection(settings.url),
    application_name: settings.name,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  })
  // A broken connection is reported as an event; without a listener it would end the process.
  const broken = new Promise<never>((_, reject) => {
    client.on('error', reject)
    client.once('end', () => reject(new Error('the connection was closed')))
  })
  broken.catch(() => {})
  try {
    await client.connect()
    client.on('notification', ({ payload }) => settings.onMessage(payload ?? ''))
    await client.query(`LISTEN ${client.escapeIdentifier(settings.channel)}`)
    onConnected()
    settings.onConnect()
    while (!signal.aborted) {
      await Promise.race([pause(PROBE_EVERY_MS, signal), broken])
      if (!signal.aborted) await Promise.race([client.query('SELECT 1'), broken])
    }
  } finally {
    await client.end().catch(() => {})
  }
}

/** Waits, at most until `signal` aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
