import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import type { RunnableAction } from '@/server/actions/define-action'
import { lockDesired, type Versioned, writeDesired } from '@/server/actions/desired-store'
import { type PlanRequest, planAction } from '@/server/actions/plan'
import type { ActionName, Cause, Plan } from '@/server/actions/schema'
import { aboutWhom, type LedgerSubject } from '@/server/actions/subject'
import { appendAudits } from '@/server/audit/append'
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
  { request, plan, plannedVersion }: PreparedIntent,
  context: IntentContext,
): Promise<{ ledgerId: string; dueAt: number }> {
  const { subjectId, input, action } = request
  const { people, readAt, live, touches } = plan
  const wish = { subjectId, input, plannedVersion, name: plan.subject.name, people, readAt, live, touches }
  const about = aboutWhom({ subjectKind: plan.subject.kind, subjectId, ...touches })
  const reason = await seal(tx, about, context.reason)
  const dueAt = new Date(Date.now() + env.config.undoMs)
  const personal = { reason: context.reason }
  const { written, changed } = await intendAll(tx, action, [wish], { ...context, reason, dueAt, personal })
  const ledgerId = written.get(subjectId)
  if (ledgerId === undefined) throw subjectChanged(changed.get(subjectId) ?? 0)
  return { ledgerId, dueAt: dueAt.getTime() }
}

/** One subject of an action, as it was planned. */
export type Wish = {
  subjectId: string
  input: unknown
  plannedVersion: number
  name: string
  people: number
  /** ms */
  readAt: number
  live: boolean
  touches: Plan['touches']
}

type Writing = Omit<IntentContext, 'reason'> & {
  batchId?: string
  /** Sealed; null where it is the batch's. */
  reason: Uint8Array<ArrayBuffer> | null
  /** Audited with each row. */
  personal?: { reason: string }
  /** End of the undo window. */
  dueAt: Date
}

/**
 * Writes the same action on many subjects down, in a fixed number of statements. Subjects that somebody acted on since
 * they were planned are left alone: `changed` gives their versions, `written` the ledger ids of the others.
 */
export async function intendAll(
  tx: Tx,
  action: ActionName,
  wishes: readonly Wish[],
  context: Writing,
): Promise<{ written: Map<string, string>; changed: Map<string, number> }> {
  const definition = CATALOGUE[action]
  const { kind } = definition
  const states = await lockDesired(
    tx,
    kind,
    wishes.map(({ subjectId }) => subjectId),
  )
  const changed = new Map<string, number>()
  const next = wishes.flatMap((wish) => {
    const before = states.get(wish.subjectId)
    if (before?.version !== wish.plannedVersion) {
      changed.set(wish.subjectId, before?.version ?? 0)
      return []
    }
    const desired = jsonObject.parse(definition.desired(before.desired, wish.input, null))
    return [{ wish, before, desired, seq: before.lastSeq + 1 }]
  })
  if (next.length === 0) return { written: new Map(), changed }
  const rows = await tx.ledgerRow.createManyAndReturn({
    data: next.map((one) => toRow(definition, one, context)),
    select: { id: true, subjectId: true },
  })
  const written = new Map(rows.map(({ id, subjectId }) => [subjectId, id]))
  await writeDesired(
    tx,
    kind,
    next.map(({ wish, before, desired, seq }) => ({
      id: wish.subjectId,
      desired,
      version: before.version + 1,
      lastSeq: seq,
      ledgerId: written.get(wish.subjectId) ?? null,
    })),
  )
  await appendAudits(
    tx,
    next.map(({ wish, before, desired }) => ({
      actor: context.actor,
      action,
      subject: aboutWhom({ subjectKind: kind, subjectId: wish.subjectId, ...wish.touches }),
      before: jsonObject.parse(before.desired),
      after: { ...desired, people: wish.people, ...groupOfMember(kind, wish) },
      personal: personalOf(definition, wish, context),
      requestId: context.requestId,
      ledgerId: written.get(wish.subjectId),
      caseId: context.caseId,
    })),
  )
  return { written, changed }
}

type Written = { wish: Wish; before: Versioned; desired: z.infer<typeof jsonObject>; seq: number }

function toRow(definition: RunnableAction, { wish, before, desired, seq }: Written, context: Writing) {
  const { actor, dueAt, reason, batchId, caseId, decisionId, inverseOfId } = context
  const { name, people, readAt, live } = wish
  return {
    subjectKind: definition.kind,
    subjectId: wish.subjectId,
    ...wish.touches,
    seq,
    action: definition.name,
    input: jsonObject.parse(definition.personal(wish.input).input),
    plannedVersion: wish.plannedVersion,
    desired,
    desiredBefore: jsonObject.parse(before.desired),
    plan: { name, people, readAt, live },
    staffId: actor.kind === 'staff' ? actor.id : null,
    cause: actor.kind === 'staff' ? null : actor.cause,
    caseId,
    decisionId,
    inverseOfId,
    batchId,
    reason,
    dueAt,
    nextAt: dueAt,
  }
}

/** What is sealed with the audit row; undefined where nothing is. */
function personalOf(definition: RunnableAction, { input }: Wish, { personal }: Writing) {
  const { texts } = definition.personal(input)
  return personal || Object.keys(texts).length > 0 ? { ...personal, ...texts } : undefined
}

const jsonObject = z.record(z.string(), z.json())

/** A member's action is audited about the person; which group it was in is a fact of it. */
const groupOfMember = (kind: LedgerSubject, { touches }: Wish) =>
  kind === 'member' ? { groupId: touches.groupId } : {}

const subjectChanged = (version: number) =>
  new DomainError('conflict', 'subject_changed', { facts: { version } })
