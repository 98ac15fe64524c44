import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { appConnection } from '@/server/db/connection'
import { createHintBuffer } from './buffer'
import { isUsed, readCallback } from './callbacks'
import { createReport } from './report'
import { startGateServer } from './server'
import { writeBatch } from './write'

export type GateSettings = { databaseUrl: string; host: string; port: number; secret: string }

export type Gate = {
  port: number
  /** Answers no more, writes what waits if PostgreSQL takes it at once, and resolves. */
  stop(): Promise<void>
}

/** What came in is written after that long, together, ms. */
const WRITE_MS = 200
/** Longest time until the next try while PostgreSQL is away, ms. */
const AWAY_MS = 5_000
const REPORT_MS = 5_000
const STOP_MS = 2_000

/**
 * Starts a gate: it answers OpenIM's webhooks out of its own memory, and what they tell is written to PostgreSQL beside
 * that, in batches, whenever PostgreSQL takes it. `onError` is told once of each time that it does not. Rejects where it
 * cannot listen.
 */
export async function startGate(settings: GateSettings, onError: (error: unknown) => void): Promise<Gate> {
  const pool = new pg.Pool({ ...appConnection(settings.databaseUrl), max: 2, query_timeout: 10_000 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const buffer = createHintBuffer()
  const report = createReport(pool)
  const stopping = new AbortController()
  const counts = { calls: 0, lastCallAt: null as number | null }

  const server = await startGateServer({
    ...settings,
    take(command, body) {
      counts.calls += 1
      counts.lastCallAt = Date.now()
      const told = isUsed(command) ? readCallback(command, body) : null
      if (told) buffer.add(command, told, counts.lastCallAt)
    },
  })

  async function writeWaiting(): Promise<void> {
    if (buffer.isEmpty()) return
    const batch = buffer.take()
    try {
      await writeBatch(pool, batch)
    } catch (error) {
      buffer.putBack(batch)
      throw error
    }
  }

  const writing = repeat(writeWaiting, WRITE_MS)
  const reporting = repeat(() => {
    const { port } = server
    const said = { ...counts, port, waiting: buffer.waiting(), dropped: buffer.dropped() }
    return report.write({ host: settings.host, ...said })
  }, REPORT_MS)

  /** Again and again until the stop; after failures with growing pauses. */
  async function repeat(work: () => Promise<void>, everyMs: number): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        await work()
        failures = 0
      } catch (error) {
        failures += 1
        if (failures === 1) onError(error)
      }
      const ms = failures === 0 ? everyMs : Math.min(everyMs * 2 ** failures, AWAY_MS)
      await pause(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }

  return {
    port: server.port,
    async stop() {
      stopping.abort()
      await server.close()
      const last = Promise.all([writing, reporting]).then(() =>
        Promise.all([writeWaiting(), report.remove()]),
      )
      await Promise.race([last.catch(onError), pause(STOP_MS, undefined, { ref: false })])
      // Connections that hang are left to the end of the process.
      await Promise.race([pool.end(), pause(STOP_MS, undefined, { ref: false })])
    },
  }
}
