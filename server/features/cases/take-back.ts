import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { actionName } from '@/server/actions/schema'
import { cancelAction } from '@/server/actions/settle'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { By } from './claim'
import { reopen } from './reopen'
import type { Undoable } from './schema'
import { TAKE_BACK_MS } from './take-back-time'

/** How far back one looks for one's own decisions, ms, and how many are shown. */
const LOOK_BACK_MS = 86_400_000
const MOST_SHOWN = 200

const plan = z.object({ name: z.string() })

/**
 * This person's own decisions that can still be taken back, newest first: those with an action that was not sent yet, and
 * those of no violation for {@link TAKE_BACK_MS}.
 */
export async function listUndoable({ prisma }: Db, staffId: string): Promise<Undoable[]> {
  const now = Date.now()
  const rows = await prisma.decision.findMany({
    where: {
      staffId,
      revokedAt: null,
      decidedAt: { gt: new Date(now - LOOK_BACK_MS) },
      OR: [
        { ledger: { some: { state: 'planned' } } },
        { outcome: 'dismissed', decidedAt: { gt: new Date(now - TAKE_BACK_MS) }, case: { state: 'closed' } },
      ],
    },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: MOST_SHOWN,
    include: {
      case: { select: { number: true, subjectName: true } },
      ledger: { where: { state: 'planned' }, orderBy: { id: 'asc' } },
    },
  })
  return rows.map(({ id, decidedAt, outcome, ledger, togetherId, case: { number, subjectName } }) => ({
    decisionId: id,
    togetherId,
    number,
    name: subjectName,
    at: decidedAt.getTime(),
    outcome,
    actions: ledger.map((row) => ({
      id: row.id,
      action: actionName.parse(row.action),
      name: plan.parse(row.plan).name,
    })),
    until:
      ledger.length > 0
        ? Math.min(...ledger.map(({ dueAt }) => dueAt.getTime()))
        : decidedAt.getTime() + TAKE_BACK_MS,
  }))
}

/**
 * Takes one's own decision back: each action that was not sent yet is cancelled, and the case is open again in one's own
 * hands. Throws DomainError `not_found` (not one's own), `conflict` / `too_late_to_cancel`, or what `reopenCase` throws.
 */
export async function takeBack(env: ActionEnv, by: By, decisionId: string): Promise<Record<string, never>> {
  await env.db.prisma.$transaction(async (tx) => {
    const decision = await tx.decision.findUnique({
      where: { id: decisionId },
      include: {
        ledger: { where: { state: 'planned' }, orderBy: [{ subjectKind: 'asc' }, { subjectId: 'asc' }] },
      },
    })
    if (decision?.staffId !== by.actor.id) throw new DomainError('not_found', 'not_found')
    const { caseId, outcome, decidedAt, revokedAt, ledger } = decision
    const isFresh = revokedAt === null && Date.now() < decidedAt.getTime() + TAKE_BACK_MS
    if (outcome === 'dismissed' && isFresh) return await reopen(tx, by, caseId)
    if (ledger.length === 0) throw new DomainError('conflict', 'too_late_to_cancel')
    for (const { id } of ledger) await cancelAction(env, tx, id, by.actor, by.requestId)
  })
  return {}
}
