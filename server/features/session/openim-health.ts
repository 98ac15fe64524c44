import type { Env } from '@/server/env'
import type { OpenimHealth } from '@/server/openim/health'

/** An answer of OpenIM counts for this long; then it is asked, ms. */
const FRESH_MS = 10_000
const PROBE_TIMEOUT_MS = 2_000
/** A version changes when somebody upgrades: seldom. */
const CAPABILITIES_FRESH_MS = 3_600_000

/**
 * Whether OpenIM answers this process. Where the last call got no answer, or none was made lately, a small one is made,
 * so that it shows at once that OpenIM went away, and that it is back. Answers within two seconds and never throws. What OpenIM can
 * do is found out beside it, at the first call and then every hour: it is in a later answer.
 */
export async function openimHealth({ openim }: Pick<Env, 'openim'>): Promise<OpenimHealth> {
  if (!answeredWithin(FRESH_MS, openim.health())) {
    const options = { operationId: `health-${crypto.randomUUID()}`, timeoutMs: PROBE_TIMEOUT_MS }
    // Its failure is in the health that is read below.
    await openim.users.info([openim.adminId], options).catch(() => {})
  }
  const health = openim.health()
  if (answersNow(health) && isStale(health)) {
    const options = { operationId: `probe-${crypto.randomUUID()}` }
    // Whether it succeeds shows in the next answer; the connection's failures are in the health anyway.
    openim.probe({}, options).catch(() => {})
  }
  return health
}

/** `up` only where an answer came lately and nothing was silent since: before a first answer nothing is known. */
export function answersNow(health: OpenimHealth): boolean {
  return health.state === 'up' && answeredWithin(2 * FRESH_MS, health)
}

function answeredWithin(ms: number, { lastAnswerMs, lastSilenceMs }: OpenimHealth): boolean {
  if (lastAnswerMs === undefined || Date.now() - lastAnswerMs > ms) return false
  return lastSilenceMs === undefined || lastSilenceMs < lastAnswerMs
}

function isStale({ capabilities }: OpenimHealth): boolean {
  return capabilities === null || Date.now() - capabilities.atMs > CAPABILITIES_FRESH_MS
}
