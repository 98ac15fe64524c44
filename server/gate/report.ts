import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Pool } from 'pg'
import type { GateReport } from '@/server/features/health/schema'

/** Writes what a gate says of itself, for the health page, under one id as long as the process runs. */
export function createReport(pool: Pool) {
  const id = randomUUID()
  return {
    /** Throws where PostgreSQL cannot be reached. */
    async write(report: GateReport): Promise<void> {
      await pool.query(
        `INSERT INTO process_health (id, kind, host, pid, started_at, seen_at, openim, gate)
         VALUES ($1, 'gate', $2, $3, now() - make_interval(secs => $4), now(), '{}', $5)
         ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, gate = excluded.gate`,
        [id, hostname(), process.pid, process.uptime(), JSON.stringify(report)],
      )
    },
    async remove(): Promise<void> {
      await pool.query('DELETE FROM process_health WHERE id = $1', [id])
    },
  }
}
