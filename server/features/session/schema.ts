import type { Role } from '@/server/auth/permissions'

/** Shapes of the session that screens and procedures share. Pure. Times are Unix ms. */

/** The person who is signed in. */
export type Me = { id: string; name: string; email: string; role: Role; mode: 'demo' | 'live' }

/** What the status line of the console shows. */
export type ConsoleHealth = {
  openim: 'up' | 'down'
  /** Since when OpenIM is up or down, as far as this process knows. */
  since: number
  /** Length of the last answered call, ms. */
  latencyMs: number | null
  /** A worker was heard of within the last minute. */
  worker: boolean
  /** How much is unsafe about OpenIM; the health page says what. */
  unsafe: number
  /** Web and worker share one process and nothing is shared between processes. */
  oneProcess: boolean
}
