import type { Env } from '@/server/env'
import type { OpenimHealth } from '@/server/openim/health'

/** What is known of OpenIM counts for this long; then it is asked, ms. */
const FRESH_MS = 10_000
const PROBE_TIMEOUT_MS = 2_000

/**
 * Whether OpenIM answers this process. Where no call said so lately, a small one is made, so that a quiet process
 * notices both that OpenIM went away and that it is back. Answers within two seconds and never throws.
 */
export async function openimHealth({ openim }: Pick<Env, 'openim'>): Promise<OpenimHealth> {
  const { lastAnswerMs } = openim.health()
  if (lastAnswerMs === undefined || Date.now() - lastAnswerMs > FRESH_MS) {
    const options = { operationId: `health-${crypto.randomUUID()}`, timeoutMs: PROBE_TIMEOUT_MS }
    // Its failure is in the health that is read below.
    await openim.users.info([openim.adminId], options).catch(() => {})
  }
  return openim.health()
}

/** `up` only where an answer came lately: before a process's first answer nothing is known. */
export function answersNow(health: OpenimHealth): boolean {
  const { state, lastAnswerMs } = health
  return state === 'up' && lastAnswerMs !== undefined && Date.now() - lastAnswerMs <= 2 * FRESH_MS
}
