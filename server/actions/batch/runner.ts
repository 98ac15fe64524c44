import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { LockLost } from '@/server/db/session-locks'
import { advance } from './advance'
import { tellTogether } from './tell'

export type BatchRunner = { stop(): Promise<void> }

/** How often unfinished batches are moved on, ms: while there are some, and while there are none. */
const BUSY_MS = 200
const IDLE_MS = 1_000

/**
 * Plans, feeds and ends batches, and tells what came of their items. Any number of processes may run it; one works on a batch at a time, and another goes
 * on where it was killed.
 */
export function startBatchRunner(
  env: ActionEnv,
  { onError = () => {} }: { onError?: (error: unknown) => void } = {},
): BatchRunner {
  const stopping = new AbortController()
  const { signal } = stopping
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> = Promise.resolve()

  async function look(): Promise<number> {
    const rows = await env.db.prisma.$queryRaw`
      SELECT id::text FROM batch WHERE state IN ('planning', 'running', 'stopping') ORDER BY id`
    const ids = z.array(z.object({ id: z.string() })).parse(rows)
    for (const { id } of ids) {
      if (signal.aborted) return IDLE_MS
      await moveOn(id).catch((error: unknown) => {
        if (!signal.aborted && !(error instanceof LockLost)) onError(error)
      })
    }
    await tellTogether(env.db)
    return ids.length > 0 ? BUSY_MS : IDLE_MS
  }

  const moveOn = (id: string) =>
    env.db.locks.holding(`batch:${id}`, (lost) => advance(env, id, AbortSignal.any([signal, lost])))

  function again(ms: number): void {
    if (signal.aborted) return
    timer = setTimeout(() => {
      working = look()
        .catch((error: unknown) => {
          if (!signal.aborted) onError(error)
          return IDLE_MS
        })
        .then(again)
    }, ms)
  }

  again(0)
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await working
    },
  }
}
