import { z } from 'zod'
import type { Capabilities, OpenimWarning } from '@/server/openim/capabilities'
import type { OpenimHealth } from '@/server/openim/health'

/** Shapes of the health page that screens and procedures share. Pure. Times are Unix ms, durations ms. */

/** `both` is web and worker in one process. */
export type ProcessKind = 'web' | 'worker' | 'both' | 'gate'

/** What a gate says of itself: webhooks come in there. Counts are since its start. */
export type GateReport = {
  host: string
  port: number
  calls: number
  lastCallAt: number | null
  /** What was told and is not written yet. */
  waiting: number
  /** What found no room. */
  dropped: number
}

/** What a process says of its connection to OpenIM. */
export type ProcessOpenim = Pick<
  OpenimHealth,
  'state' | 'sinceMs' | 'breaker' | 'inFlight' | 'waiting' | 'limit' | 'recent'
> & {
  lastLatencyMs: number | null
  lastAnswerMs: number | null
  /** When a call last got no answer. */
  lastSilenceMs: number | null
  /** Our own names for it, never OpenIM's text. */
  lastError: { kind: string; reason: string; atMs: number } | null
}

export type RunningProcess = {
  id: string
  kind: ProcessKind
  host: string
  pid: number
  startedAt: number
  seenAt: number
  /** The one that answered this request. */
  self: boolean
  /** Null where another version of Steward wrote it, and for a gate, which does not talk to OpenIM. */
  openim: ProcessOpenim | null
  /** Null for all but gates. */
  gate: GateReport | null
}

/** What deserves attention: unsafe, or not working. `health_page.warnings.<name>` says what it means and what to do. */
export type HealthWarning =
  | OpenimWarning
  | 'openim_away'
  | 'no_worker'
  | 'actions_late'
  | 'jobs_given_up'
  | 'store_away'
  | 'alerts_failing'
  | 'no_gate'
  | 'one_process'

/** What the newest probe found, and what trying with a user's token showed last. */
export type Found = Pick<Capabilities, 'atMs' | 'version' | 'reported' | 'adminTokens' | 'clockDifferenceMs'>
export type PortCheck = { open: boolean; at: number; by: string }

export type SystemHealth = {
  at: number
  openim: { state: 'up' | 'down'; since: number; latencyMs: number | null }
  found: Found | null
  portCheck: PortCheck | null
  /** The admin token that all processes share. Null before the first. */
  token: { renewedAt: number; expiresAt: number } | null
  database: { version: string; latencyMs: number }
  store: { kind: 'redis' | 'in-process'; alive: boolean; latencyMs: number }
  workerAlive: boolean
  processes: RunningProcess[]
  ledger: LedgerLoad
  queue: QueueLoad
  webhooks: WebhookState
  /** Channels, and people on call, that alerts did not get to the last time. */
  alertsFailing: number
  warnings: HealthWarning[]
}

/** Whether OpenIM's webhooks come in. */
export type WebhookState = {
  gateAlive: boolean
  /** What OpenIM is to call, with a placeholder for the secret; null while no gate runs. */
  url: string | null
  /** When any gate was called last, for whatever. Null before the first call. */
  lastCallAt: number | null
  /** Keys of webhooks.yml that Steward has a use for and that never called. */
  notHeard: string[]
}

/** Actions that are not settled. */
export type LedgerLoad = {
  unsettled: number
  /** Should have been looked at by now. */
  due: number
  /** Whose effect is not seen yet. */
  unknown: number
  /** When the oldest unsettled one was decided. */
  oldest: number | null
  /** For how long the longest waiting one has been due, ms. */
  lateMs: number
}

/** Background jobs. */
export type QueueLoad = {
  waiting: number
  running: number
  /** Failed, and tried again later. */
  failing: number
  /** Failed for good. */
  givenUp: number
  oldest: number | null
}

export const probeInput = z.object({
  /** The token of an ordinary person, to try whether the port answers to it. Neither kept nor logged. */
  userToken: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,4096}$/, 'token_refused')
    .optional(),
})
export type ProbeInput = z.infer<typeof probeInput>
