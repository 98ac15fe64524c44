import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { lockDesired, writeDesired } from '@/server/actions/desired-store'
import { type PlanRequest, planAction } from '@/server/actions/plan'
import type { Cause, Plan } from '@/server/actions/schema'
import { aboutWhom, type LedgerSubject } from '@/server/actions/subject'
import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import type { StaffActor, SystemActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'

/** A planned action, ready to be written down. Made outside of a transaction, because planning reads OpenIM. */
export type PreparedIntent = { request: PlanRequest; plan: Plan; plannedVersion: number }

/** Who intends it, why, and what it belongs to. Steward itself names the cause. */
export type IntentContext = {
  actor: StaffActor | (SystemActor & { cause: Cause })
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
  if (!may(actor.role, what.action)) throw new DomainError('forbidden', 'forbidden')
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
  const definition = CATALOGUE[request.action]
  const subject = { kind: definition.kind, id: request.subjectId }
  const about = aboutWhom({ subjectKind: subject.kind, subjectId: subject.id, ...plan.touches })
  const before = await lockDesired(tx, subject)
  if (before.version !== plannedVersion) throw subjectChanged(before.version)
  const desired = jsonObject.parse(definition.desired(before.desired, request.input, null))
  const { actor } = context
  const dueAt = new Date(Date.now() + env.config.undoMs)
  const row = await tx.ledgerRow.create({
    data: {
      subjectKind: subject.kind,
      subjectId: subject.id,
      ...plan.touches,
      seq: before.lastSeq + 1,
      action: request.action,
      input: jsonObject.parse(definition.input.parse(request.input)),
      plannedVersion,
      desired,
      desiredBefore: jsonObject.parse(before.desired),
      plan: { name: plan.subject.name, people: plan.people, readAt: plan.readAt, live: plan.live },
      staffId: actor.kind === 'staff' ? actor.id : null,
      cause: actor.kind === 'staff' ? null : actor.cause,
      caseId: context.caseId,
      decisionId: context.decisionId,
      inverseOfId: context.inverseOfId,
      reason: await seal(tx, about, context.reason),
      dueAt,
      nextAt: dueAt,
    },
    select: { id: true },
  })
  await writeDesired(tx, subject, {
    desired,
    version: before.version + 1,
    lastSeq: before.lastSeq + 1,
    ledgerId: row.id,
  })
  await appendAudit(tx, {
    actor,
    action: request.action,
    subject: about,
    before: jsonObject.parse(before.desired),
    after: { ...desired, people: plan.people, ...groupOfMember(subject.kind, plan) },
    personal: { reason: context.reason },
    requestId: context.requestId,
    ledgerId: row.id,
    caseId: context.caseId,
  })
  return { ledgerId: row.id, dueAt: dueAt.getTime() }
}

const jsonObject = z.record(z.string(), z.json())

/** A member's action is audited about the person; which group it was in is a fact of it. */
const groupOfMember = (kind: LedgerSubject, { touches }: Plan) =>
  kind === 'member' ? { groupId: touches.groupId } : {}

const subjectChanged = (version: number) =>
  new DomainError('conflict', 'subject_changed', { facts: { version } })
