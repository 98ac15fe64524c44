import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { lockDesired, writeDesired } from '@/server/actions/desired-store'
import { type PlanRequest, planAction } from '@/server/actions/plan'
import type { Plan } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'

/** A planned action, ready to be written down. Made outside of a transaction, because planning reads OpenIM. */
export type PreparedIntent = { request: PlanRequest; plan: Plan; plannedVersion: number }

/** Who intends it, why, and what it belongs to. */
export type IntentContext = {
  actor: StaffActor
  reason: string
  requestId: string
  caseId?: string
  decisionId?: string
  inverseOfId?: string
}

/**
 * Plans an action anew before it is written down. `plannedVersion` is the version the person saw.
 * Throws DomainError `forbidden`, `conflict` (`obstacle` with its key, `subject_changed`), and what `planAction` throws.
 */
export async function prepareIntent(
  env: ActionEnv,
  actor: StaffActor,
  request: PlanRequest & { plannedVersion: number },
  requestId: string,
): Promise<PreparedIntent> {
  const { plannedVersion, ...what } = request
  if (!may(actor.role, CATALOGUE[what.action].permission)) throw new DomainError('forbidden', 'forbidden')
  const plan = await planAction(env, what, requestId)
  if (plan.version !== plannedVersion) throw subjectChanged(plan.version)
  const [obstacle] = plan.obstacles
  if (obstacle) throw new DomainError('conflict', 'obstacle', { facts: { obstacle: obstacle.key } })
  return { request: what, plan, plannedVersion }
}

/**
 * Writes an intent down: ledger row, desired state, audit row and wake-up, in the caller's transaction. Nothing is sent
 * to OpenIM before that commits. Throws DomainError `conflict` / `subject_changed` with the newer version where somebody
 * acted on the subject since it was planned.
 */
export async function intend(
  env: ActionEnv,
  tx: Tx,
  prepared: PreparedIntent,
  context: IntentContext,
): Promise<{ ledgerId: string; dueAt: number }> {
  const { request, plan, plannedVersion } = prepared
  const subject = { kind: 'group', id: request.subjectId } as const
  const before = await lockDesired(tx, subject.id)
  if (before.version !== plannedVersion) throw subjectChanged(before.version)
  const definition = CATALOGUE[request.action]
  const desired = definition.desired(before.desired, request.input, null)
  const dueAt = new Date(Date.now() + env.config.undoMs)
  const row = await tx.ledgerRow.create({
    data: {
      subjectKind: subject.kind,
      subjectId: subject.id,
      seq: before.lastSeq + 1,
      action: request.action,
      input: jsonObject.parse(definition.input.parse(request.input)),
      plannedVersion,
      desired,
      desiredBefore: before.desired,
      plan: { name: plan.subject.name, people: plan.people, readAt: plan.readAt, live: plan.live },
      staffId: context.actor.id,
      caseId: context.caseId,
      decisionId: context.decisionId,
      inverseOfId: context.inverseOfId,
      reason: await seal(tx, subject, context.reason),
      dueAt,
      nextAt: dueAt,
    },
    select: { id: true },
  })
  await writeDesired(tx, subject.id, {
    desired,
    version: before.version + 1,
    lastSeq: before.lastSeq + 1,
    ledgerId: row.id,
  })
  await appendAudit(tx, {
    actor: context.actor,
    action: request.action,
    subject,
    before: before.desired,
    after: { ...desired, people: plan.people },
    personal: { reason: context.reason },
    requestId: context.requestId,
    ledgerId: row.id,
    caseId: context.caseId,
  })
  return { ledgerId: row.id, dueAt: dueAt.getTime() }
}

const jsonObject = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

const subjectChanged = (version: number) =>
  new DomainError('conflict', 'subject_changed', { facts: { version } })
