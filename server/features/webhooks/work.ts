import { setTimeout as pause } from 'node:timers/promises'
import type { Env } from '@/server/env'
import { workDismissals } from './dismissals'
import { workHints } from './hints'

/** Between two rounds, ms: what is told of again and again is read so often at most. */
const ROUND_MS = 250

type Needed = Pick<Env, 'db' | 'openim' | 'config' | 'settledHooks'>

/**
 * Works on what OpenIM's webhooks told until nothing is left: keeps who was in dismissed groups, and reads again what may
 * have changed. One process does at a time: while hints keep coming each batch of them brings a job, and those must not
 * take the place of other work. Throws OpenimError while OpenIM is away; what is left is worked on later.
 */
export async function workWebhooks(env: Needed, stop: AbortSignal): Promise<void> {
  const work = () => env.db.locks.holding('webhooks', () => workAll(env, stop))
  if ((await work()) !== null) return
  // Whoever was at work may just have looked for the last time; a round later they are done, or have seen it.
  await pause(ROUND_MS, undefined, { signal: stop }).catch(() => undefined)
  await work()
}

/** Dismissals first: a group that is read again loses its owner in the index. */
async function workAll(env: Needed, stop: AbortSignal): Promise<true> {
  while (!stop.aborted) {
    const worked = (await workDismissals(env)) + (await workHints(env))
    if (worked === 0) break
    await pause(ROUND_MS, undefined, { signal: stop }).catch(() => undefined)
  }
  return true
}
