import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { type DesiredJson, lockOneDesired, refreshDesired } from '@/server/actions/desired-store'
import type { LedgerState } from '@/server/actions/schema'
import { aboutWhom, type Subject } from '@/server/actions/subject'
import { type AuditEntry, appendAudit } from '@/server/audit/append'
import { type Actor, system } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { LedgerRow } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'

const json = z.json()

export type Outcome = { code: string; facts?: Record<string, string | number> }

export type Ending = {
  ledgerId: string
  subject: Subject
  from: LedgerState
  /** The attempt that saw the outcome; another attempt's row is left alone. */
  attempts?: number
  to: LedgerState
  outcome: Outcome
  /** What holds from now on, where it is known better than when it was planned. */
  desired?: DesiredJson
  kept?: unknown
  actor: Actor
  requestId: string
  reason?: string
}

/**
 * Ends a ledger row: one conditional update from `from`, then desired state, audit and what follows from it, together.
 * Returns false, changing nothing, where the row is no longer in `from`.
 */
export async function settle(env: ActionEnv, tx: Tx, ending: Ending): Promise<boolean> {
  const { ledgerId, subject, from, attempts, to, outcome, desired, kept } = ending
  // Before the row itself: two who end rows of one subject would wait for each other.
  const before = await lockOneDesired(tx, subject)
  const [row] = await tx.ledgerRow.updateManyAndReturn({
    where: { id: ledgerId, state: from, attempts },
    data: {
      state: to,
      outcome: { facts: {}, ...outcome },
      desired: desired ?? undefined,
      kept: json.parse(kept ?? null) ?? undefined,
      settledAt: new Date(),
      progress: undefined,
    },
  })
  if (!row) return false
  await refreshDesired(tx, subject, before)
  const personal = ending.reason ? { reason: ending.reason } : undefined
  await appendAudit(tx, { ...auditOf(row, ending), personal })
  for (const hook of env.settledHooks) if (hook.concerns(row)) await hook.follow(tx, row)
  return true
}

type About = Pick<LedgerRow, 'subjectKind' | 'subjectId' | 'userId' | 'action' | 'caseId'>

/** How the audit tells of an ending. Pure. */
export function auditOf(row: About, { ledgerId, from, to, outcome, actor, requestId }: Ending): AuditEntry {
  return {
    actor,
    action: to === 'cancelled' ? 'action.cancelled' : 'action.settled',
    subject: aboutWhom(row),
    before: { state: from },
    after: { state: to, action: row.action, outcome: outcome.code, ...outcome.facts },
    requestId,
    ledgerId,
    caseId: row.caseId ?? undefined,
  }
}

/**
 * Takes an action back before it is sent, with what was to come first and has not begun: OpenIM is never called. Throws DomainError `not_found`, or `conflict` /
 * `too_late_to_cancel` where sending has begun.
 */
export async function cancelAction(
  env: ActionEnv,
  tx: Tx,
  ledgerId: string,
  actor: Actor,
  requestId: string,
): Promise<void> {
  const row = await tx.ledgerRow.findUnique({
    where: { id: ledgerId },
    select: { subjectKind: true, subjectId: true },
  })
  if (!row) throw new DomainError('not_found', 'not_found')
  const cancelled = { from: 'planned', to: 'cancelled', outcome: { code: 'cancelled' } } as const
  const subject = { kind: row.subjectKind, id: row.subjectId }
  const done = await settle(env, tx, { ledgerId, subject, ...cancelled, actor, requestId })
  if (!done) throw new DomainError('conflict', 'too_late_to_cancel')
  const first = await tx.ledgerRow.findMany({
    where: { firstForId: ledgerId, state: 'planned' },
    orderBy: { subjectId: 'asc' },
    select: { id: true, subjectKind: true, subjectId: true },
  })
  for (const { id, subjectKind: kind, subjectId } of first)
    await settle(env, tx, { ledgerId: id, subject: { kind, id: subjectId }, ...cancelled, actor, requestId })
}

/** The worker, as the actor of outcomes. */
export const RUNNER = system('runner')
