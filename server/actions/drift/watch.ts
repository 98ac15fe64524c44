import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { desiredGroup } from '@/server/actions/desired'
import { differencesOf } from '@/server/actions/drift/compare'
import { Prisma } from '@/server/db/generated/client'
import { LockLost } from '@/server/db/session-locks'
import { isOpenimError } from '@/server/openim/errors'
import { recordDrift } from './record'

export type DriftWatch = { stop(): Promise<void> }

/** Groups read at once. */
const CHUNK = 100

const watchedRow = z.object({
  subject_id: z.string(),
  desired: z.json(),
  version: z.number(),
  drifting: z.boolean(),
  /** An action is changing it. */
  busy: z.boolean(),
})

/**
 * Reads every group that something is desired of again, once in `everyMs`, and writes down where OpenIM no longer
 * agrees. Any number of processes may run it; one goes through at a time.
 */
export function startDriftWatch(
  env: ActionEnv,
  { everyMs, onError = () => {} }: { everyMs: number; onError?: (error: unknown) => void },
): DriftWatch {
  const stopping = new AbortController()
  const { signal } = stopping
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> = Promise.resolve()

  function again(ms: number): void {
    if (signal.aborted) return
    timer = setTimeout(() => {
      const startedAt = Date.now()
      working = watchOnce(env, signal)
        .catch((error: unknown) => {
          // While OpenIM is away nothing can be seen; the next round looks again.
          if (!signal.aborted && !isOpenimError(error) && !(error instanceof LockLost)) onError(error)
        })
        .then(() => again(Math.max(0, startedAt + everyMs - Date.now())))
    }, ms)
  }

  again(everyMs)
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await working
    },
  }
}

/** One round. Throws OpenimError where OpenIM cannot be read. */
export async function watchOnce(env: ActionEnv, stop: AbortSignal): Promise<void> {
  await env.db.locks.holding('drift-watch', async (lost) => {
    const signal = AbortSignal.any([stop, lost])
    const operationId = `drift-${crypto.randomUUID()}`
    for (let after = ''; ; ) {
      signal.throwIfAborted()
      const rows = await watched(env, after)
      const last = rows.at(-1)
      if (!last) return
      await compare(env, rows, { operationId, signal })
      after = last.subject_id
    }
  })
}

/** Compares those of these groups that something is desired of with OpenIM now, without waiting for the next round. Throws OpenimError. */
export async function watchGroups(env: ActionEnv, groupIds: readonly string[]): Promise<void> {
  const options = { operationId: `drift-${crypto.randomUUID()}`, signal: new AbortController().signal }
  for (let start = 0; start < groupIds.length; start += CHUNK) {
    const rows = await watched(env, '', groupIds.slice(start, start + CHUNK))
    if (rows.length > 0) await compare(env, rows, options)
  }
}

/** Groups that something is desired of, or that differed before; by their ids, `only` these where that is given. */
async function watched({ db }: ActionEnv, after: string, only?: readonly string[]) {
  const among = (id: Prisma.Sql) => (only ? Prisma.sql`AND ${id} = ANY (${[...only]}::text[])` : Prisma.empty)
  const rows = await db.prisma.$queryRaw`
    SELECT state.subject_id, state.desired, state.version,
      EXISTS (SELECT FROM drift WHERE drift.group_id = state.subject_id AND drift.state = 'open') AS drifting,
      EXISTS (
        SELECT FROM ledger WHERE ledger.subject_kind = 'group' AND ledger.subject_id = state.subject_id
          AND ledger.state IN ('planned', 'sending', 'unknown')
      ) AS busy
    FROM (
      (SELECT subject_id FROM desired_state
       WHERE subject_kind = 'group' AND subject_id > ${after} ${among(Prisma.sql`subject_id`)}
         AND (desired->>'standing' IN ('suspended', 'dismissed') OR desired->>'ownerId' IS NOT NULL)
       ORDER BY subject_id LIMIT ${CHUNK})
      UNION
      (SELECT group_id FROM drift WHERE state = 'open' AND group_id > ${after} ${among(Prisma.sql`group_id`)}
       ORDER BY group_id LIMIT ${CHUNK})
    ) AS wanted
    JOIN desired_state AS state ON state.subject_kind = 'group' AND state.subject_id = wanted.subject_id
    ORDER BY state.subject_id LIMIT ${CHUNK}`
  return z.array(watchedRow).parse(rows)
}

async function compare(
  env: ActionEnv,
  rows: readonly z.infer<typeof watchedRow>[],
  options: { operationId: string; signal: AbortSignal },
): Promise<void> {
  const readAt = Date.now()
  const groups = await env.openim.groups.byIds(
    rows.map(({ subject_id }) => subject_id),
    options,
  )
  const byId = new Map(groups.map((group) => [group.id, group]))
  for (const { subject_id, desired, version, drifting, busy } of rows) {
    const group = byId.get(subject_id)
    if (!group || busy) continue
    const differs = differencesOf(desiredGroup.parse(desired), group).length > 0
    if (differs || drifting) await recordDrift(env, group, { version, readAt })
  }
}
