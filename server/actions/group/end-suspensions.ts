import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { dismissalWaits } from '@/server/actions/approval/dismissal-waits'
import { intendAll } from '@/server/actions/intend-all'
import { seal } from '@/server/audit/personal'
import { system } from '@/server/auth/actor'
import { Prisma } from '@/server/db/generated/client'
import { isAway } from '@/server/openim/errors'
import type { Group } from '@/server/openim/group-schema'

const CLOCK = { ...system('suspensions'), cause: 'suspension_ended' as const }
const ENDED = 'The suspension has reached its end.'

/** Groups read at once. */
const CHUNK = 100
/** How long a lift that came to nothing is left alone, ms. */
const AGAIN_MS = 600_000
/** How late a suspension may end, ms, beside the time that OpenIM takes. */
const EVERY_MS = 15_000

const dueRow = z.object({ id: z.string(), version: z.number(), until: z.number() })
type Due = z.output<typeof dueRow>

export type SuspensionEnds = { stop(): Promise<void> }

/** Ends suspensions whose time is over, every few seconds. Any number of processes may run it. */
export function startSuspensionEnds(
  env: ActionEnv,
  { everyMs = EVERY_MS, onError = () => {} }: { everyMs?: number; onError?: (error: unknown) => void } = {},
): SuspensionEnds {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let working: Promise<unknown> = Promise.resolve()

  function next(): void {
    if (stopped) return
    timer = setTimeout(() => {
      working = endSuspensions(env)
        .catch((error: unknown) => {
          // While OpenIM is away nothing can be lifted; the next round looks again.
          if (!isAway(error)) onError(error)
        })
        .then(next)
    }, everyMs)
  }

  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await working
    },
  }
}

/**
 * Intends to lift every suspension whose time is over at `now` (ms), as Steward itself, and returns how many. Each once:
 * an intent names the version of the group it was found in, and only that suspension is lifted. Left out are groups that
 * an action is under way on, that somebody proposed to dismiss (until that is over), that are dismissed, and those whose
 * last lift came to nothing a moment ago. Throws OpenimError.
 */
export async function endSuspensions(env: ActionEnv, now = Date.now()): Promise<number> {
  let ended = 0
  let after: Due | undefined
  do {
    const due = await dueAfter(env, now, after)
    const readAt = Date.now()
    const options = { operationId: `suspensions-${crypto.randomUUID()}` }
    const groups =
      due.length === 0
        ? []
        : await env.openim.groups.byIds(
            due.map(({ id }) => id),
            options,
          )
    const byId = new Map(groups.map((group) => [group.id, group]))
    for (const one of due) {
      const group = byId.get(one.id)
      if (group && group.status !== 'dismissed' && (await lift(env, group, one.version, readAt))) ended += 1
    }
    after = due.length === CHUNK ? due.at(-1) : undefined
  } while (after !== undefined)
  return ended
}

async function dueAfter({ db }: ActionEnv, now: number, after: Due | undefined): Promise<Due[]> {
  const rows = await db.prisma.$queryRaw`
    SELECT subject_id AS id, version, (desired ->> 'until')::float8 AS until
    FROM desired_state AS state
    WHERE subject_kind = 'group' AND desired ->> 'standing' = 'suspended' AND desired ->> 'until' IS NOT NULL
      AND (desired ->> 'until')::float8 <= ${now}::float8
      AND ((desired ->> 'until')::float8, subject_id) > (${after?.until ?? 0}::float8, ${after?.id ?? ''})
      AND NOT EXISTS (
        SELECT 1 FROM ledger
        WHERE ledger.subject_kind = 'group' AND ledger.subject_id = state.subject_id
          AND (ledger.state IN ('planned', 'sending', 'unknown')
            OR ledger.cause = 'suspension_ended' AND ledger.settled_at > ${new Date(now - AGAIN_MS)}::timestamptz
              AND ledger.state IN ('failed', 'refused', 'cancelled'))
      )
      AND NOT ${dismissalWaits(Prisma.sql`state.subject_id`)}
    ORDER BY (desired ->> 'until')::float8, subject_id LIMIT ${CHUNK}`
  return z.array(dueRow).parse(rows)
}

/** False where somebody acted on the group meanwhile. */
async function lift(env: ActionEnv, group: Group, version: number, readAt: number): Promise<boolean> {
  const { id: groupId, name, memberCount: people } = group
  const touches = { groupId, userId: null }
  const wish = {
    subjectId: groupId,
    input: {},
    plannedVersion: version,
    name,
    people,
    readAt,
    live: true,
    touches,
  }
  return await env.db.prisma.$transaction(async (tx) => {
    const suspension = await tx.ledgerRow.findFirst({
      where: {
        subjectKind: 'group',
        subjectId: groupId,
        action: 'group.suspend',
        state: { in: ['verified', 'already_so'] },
      },
      orderBy: { seq: 'desc' },
      select: { id: true, caseId: true },
    })
    const { written } = await intendAll(tx, 'group.lift', [wish], {
      actor: CLOCK,
      reason: await seal(tx, { kind: 'group', id: groupId }, ENDED),
      dueAt: new Date(),
      requestId: `suspensions-${version}-${groupId}`,
      inverseOfId: suspension?.id,
      caseId: suspension?.caseId ?? undefined,
    })
    return written.size > 0
  })
}
