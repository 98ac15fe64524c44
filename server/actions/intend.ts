import type { ActionEnv } from '@/server/actions/action-env'
import { type Request, recordEmergency, requestApproval } from '@/server/actions/approval/request'
import { weigh, weighed } from '@/server/actions/approval/settings'
import { type IntentContext, intendAll } from '@/server/actions/intend-all'
import { intendFirst } from '@/server/actions/intend-first'
import { type PlanOfAction, type PlanRequest, planAction } from '@/server/actions/plan'
import { keepsOut } from '@/server/actions/protection'
import { aboutWhom } from '@/server/actions/subject'
import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'

/** A planned action, ready to be written down. Made outside of a transaction, because planning reads OpenIM. */
export type PreparedIntent = {
  request: PlanRequest
  plan: PlanOfAction
  plannedVersion: number
  /** Set where a second person has to agree. */
  approval: Request | null
  /** It is done at once all the same, and every owner is told. */
  emergency: boolean
}

type Wanted = PlanRequest & { plannedVersion: number; emergency?: boolean | undefined }

/**
 * Plans an action anew before it is written down. `plannedVersion` is the version the person saw.
 * Throws DomainError `forbidden` (the role, `protected`), `conflict` (`obstacle` with its key, `subject_changed`), and
 * what `planAction` throws.
 */
export async function prepareIntent(
  env: ActionEnv,
  actor: StaffActor,
  request: Wanted,
  requestId: string,
  /** What is done with it, all together: that decides whether a second person has to agree. */
  among: { people?: number; items?: number } = {},
): Promise<PreparedIntent> {
  const { plannedVersion, emergency = false, ...what } = request
  if (!may(actor.role, what.action)) throw new DomainError('forbidden', 'forbidden')
  if (emergency && !may(actor.role, 'approval.emergency')) throw new DomainError('forbidden', 'forbidden')
  const plan = await planAction(env, what, requestId)
  if (keepsOut(plan, actor.role)) throw new DomainError('forbidden', 'protected')
  if (plan.version !== plannedVersion) throw subjectChanged(plan.version)
  const [obstacle] = plan.obstacles
  if (obstacle) throw new DomainError('conflict', 'obstacle', { facts: { obstacle: obstacle.key } })
  const approval = await weigh(env, actor, { ...weighed(plan, what.input), ...among })
  return { request: what, plan, plannedVersion, approval, emergency }
}

/**
 * Writes an intent down: ledger row, desired state, audit row and wake-up, in the caller's transaction. Nothing is sent
 * to OpenIM before that commits. What it asks to be done first is written down with it. Where a second person has to
 * agree, the row waits for them, and what comes first is written down when they do. Throws DomainError
 * `conflict` / `subject_changed` with the newer version where somebody acted on the subject since it was planned.
 */
export async function intend(
  env: ActionEnv,
  tx: Tx,
  { request, plan, plannedVersion, approval, emergency }: PreparedIntent,
  context: IntentContext & { actor: StaffActor },
): Promise<{ ledgerId: string; dueAt: number }> {
  const { subjectId, input, action } = request
  const { people, readAt, live, touches } = plan
  const wish = { subjectId, input, plannedVersion, name: plan.subject.name, people, readAt, live, touches }
  const about = aboutWhom({ subjectKind: plan.subject.kind, subjectId, ...touches })
  const reason = await seal(tx, about, context.reason)
  const dueAt = new Date(Date.now() + env.config.undoMs)
  const writing = { ...context, reason, dueAt, personal: { reason: context.reason } }
  const { written, changed } =
    approval && !emergency
      ? await requestApproval(tx, action, wish, writing, approval)
      : await intendAll(tx, action, [wish], writing)
  const ledgerId = written.get(subjectId)
  if (ledgerId === undefined) throw subjectChanged(changed.get(subjectId) ?? 0)
  if (approval && emergency) await recordEmergency(tx, context, { ledgerId }, approval)
  if (!approval || emergency) await intendFirst(tx, { ledgerId, ...request }, { ...context, dueAt })
  return { ledgerId, dueAt: dueAt.getTime() }
}

const subjectChanged = (version: number) =>
  new DomainError('conflict', 'subject_changed', { facts: { version } })
