import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import type { Capabilities } from '@/server/openim/capabilities'
import type { OpenimHealth } from '@/server/openim/health'
import type { GateReport, ProcessKind, ProcessOpenim, RunningProcess } from './schema'

/** A process that was not heard of for longer counts as gone, s. */
const GONE_AFTER_S = 60

/** A process from its start to its end. */
export type ProcessSelf = { id: string; kind: ProcessKind; host: string; pid: number }

const count = z.number()
const maybe = z.number().nullable()

const capabilities: z.ZodType<Capabilities> = z.object({
  atMs: z.number(),
  version: z.enum(['main', 'patch.16', 'standalone', 'unknown']),
  reported: z.string().nullable(),
  adminTokens: z.enum(['kept', 'replaced', 'unknown']),
  openToUsers: z.enum(['yes', 'no', 'unknown']),
  clockDifferenceMs: maybe,
  warnings: z.array(
    z.enum([
      'version_unknown',
      'default_secret',
      'unencrypted',
      'port_open_to_users',
      'admin_tokens_irrevocable',
      'clock_differs',
    ]),
  ),
})

const written = z.object({
  state: z.enum(['up', 'down']),
  sinceMs: z.number(),
  breaker: z.enum(['closed', 'open', 'probing']),
  inFlight: count,
  waiting: count,
  limit: count,
  recent: z.object({
    ok: count,
    refused: count,
    unreachable: count,
    uncertain: count,
    shape: count,
    repeats: count,
  }),
  lastLatencyMs: maybe,
  lastAnswerMs: maybe,
  lastSilenceMs: maybe,
  lastError: z.object({ kind: z.string(), reason: z.string(), atMs: z.number() }).nullable(),
  capabilities: capabilities.nullable(),
})
type Written = z.infer<typeof written>

const gate: z.ZodType<GateReport> = z.object({
  host: z.string(),
  port: count,
  calls: count,
  lastCallAt: maybe,
  waiting: count,
  dropped: count,
})

const row = z.object({
  id: z.uuid(),
  kind: z.enum(['web', 'worker', 'both', 'gate']),
  host: z.string(),
  pid: z.number(),
  started_at: z.date(),
  seen_at: z.date(),
  openim: z.unknown(),
  gate: z.unknown(),
})

/** Writes what a process says of itself, and removes what was left by processes that are gone. Times are PostgreSQL's. */
export async function writeProcess(
  tx: Tx,
  { id, kind, host, pid }: ProcessSelf,
  uptimeS: number,
  health: OpenimHealth,
): Promise<void> {
  const openim = JSON.stringify(writtenOf(health))
  // Two processes may clean up at once: what the other is removing is left to it.
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM process_health WHERE id IN (
        SELECT id FROM process_health
        WHERE seen_at < now() - make_interval(secs => ${GONE_AFTER_S}) AND id <> ${id}::uuid
        FOR UPDATE SKIP LOCKED
      )
    )
    INSERT INTO process_health (id, kind, host, pid, started_at, seen_at, openim)
    VALUES (${id}::uuid, ${kind}::"ProcessKind", ${host}, ${pid},
            now() - make_interval(secs => ${uptimeS}::float8), now(), ${openim}::jsonb)
    ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at, openim = EXCLUDED.openim`
}

/** Removes the row of a process that ends in order. */
export async function removeProcess(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM process_health WHERE id = ${id}::uuid`
}

/** A process as its row tells, and what its last probe found. */
export type SeenProcess = { process: Omit<RunningProcess, 'self'>; capabilities: Capabilities | null }

/** The processes that were heard of within the last minute, workers after web, oldest first. */
export async function readProcesses(tx: Tx): Promise<SeenProcess[]> {
  const rows = await tx.$queryRaw`
    SELECT id, kind, host, pid, started_at, seen_at, openim, gate FROM process_health
    WHERE seen_at >= now() - make_interval(secs => ${GONE_AFTER_S}) ORDER BY kind, started_at, id`
  return z.array(row).parse(rows).map(seenProcess)
}

/** Whether a process that carries out actions was heard of within the last minute. */
export async function isWorkerAlive(tx: Tx): Promise<boolean> {
  const found = await tx.$queryRaw`
    SELECT 1 AS one FROM process_health
    WHERE kind IN ('worker', 'both') AND seen_at >= now() - make_interval(secs => ${GONE_AFTER_S}) LIMIT 1`
  return z.array(z.object({ one: z.number() })).parse(found).length > 0
}

function seenProcess(found: z.infer<typeof row>): SeenProcess {
  const { id, kind, host, pid, started_at, seen_at, openim } = found
  // While versions change, a row may be of another one: the process is there, what it says cannot be read.
  const read = written.safeParse(openim)
  const { capabilities = null, ...said } = read.data ?? {}
  const process = { id, kind, host, pid, startedAt: started_at.getTime(), seenAt: seen_at.getTime() }
  const ofGate = gate.safeParse(found.gate).data ?? null
  return { process: { ...process, openim: isWhole(said) ? said : null, gate: ofGate }, capabilities }
}

const isWhole = (said: Partial<ProcessOpenim>): said is ProcessOpenim => said.state !== undefined

function writtenOf(health: OpenimHealth): Written {
  const { state, sinceMs, breaker, inFlight, waiting, limit, recent, capabilities, lastError } = health
  return {
    ...{ state, sinceMs, breaker, inFlight, waiting, limit, recent, capabilities },
    lastLatencyMs: health.lastLatencyMs ?? null,
    lastAnswerMs: health.lastAnswerMs ?? null,
    lastSilenceMs: health.lastSilenceMs ?? null,
    lastError: lastError ?? null,
  }
}
