import { z } from 'zod'
import { CATALOGUE } from '@/server/actions/catalogue'
import type { RunnableAction } from '@/server/actions/define-action'
import { lockDesired, type Versioned, writeDesired } from '@/server/actions/desired-store'
import type { ActionName, Cause, Plan } from '@/server/actions/schema'
import { storedNames } from '@/server/actions/stored-name'
import { aboutWhom, type LedgerSubject } from '@/server/actions/subject'
import { appendAudits } from '@/server/audit/append'
import type { StaffActor, SystemActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'

/** Who intends it, why, and what it belongs to. Steward itself names the cause. */
export type IntentContext = {
  actor: StaffActor | (SystemActor & { cause: Cause })
  reason: string
  requestId: string
  caseId?: string
  decisionId?: string
  inverseOfId?: string
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
  /** Where it differs from the others of its writing. */
  own?: Partial<Pick<Writing, 'reason' | 'caseId' | 'inverseOfId'>>
}

/** What all rows of one writing have in common. */
export type Writing = Omit<IntentContext, 'reason'> & {
  batchId?: string
  /** The action that waits until these have ended. */
  firstForId?: string
  /** Sealed; null where it is the batch's. */
  reason: Uint8Array<ArrayBuffer> | null
  /** Audited with each row. */
  personal?: { reason: string }
  /** Waits for a second person: nothing is desired yet. */
  proposed?: boolean
  /** End of the undo window. */
  dueAt: Date
}

/** Ledger ids of what was written, and versions of what changed since it was planned, by subject ids. */
export type Written = { written: Map<string, string>; changed: Map<string, number> }

/**
 * Writes the same action on many subjects down, in a fixed number of statements. Subjects that somebody acted on since
 * they were planned are left alone: `changed` gives their versions, `written` the ledger ids of the others.
 */
export async function intendAll(
  tx: Tx,
  action: ActionName,
  wishes: readonly Wish[],
  context: Writing,
): Promise<Written> {
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
    return [{ wish, before, desired, seq: before.lastSeq + 1, its: { ...context, ...wish.own } }]
  })
  if (next.length === 0) return { written: new Map(), changed }
  const names = await storedNames(
    tx,
    next.map(({ wish: { subjectId, name, touches } }) => ({
      subjectKind: kind,
      subjectId,
      name,
      userId: touches.userId,
    })),
  )
  const written = await insert(tx, definition, next, names, context)
  await writeDesired(
    tx,
    kind,
    next.map(({ wish, before, desired, seq }) => ({
      id: wish.subjectId,
      desired: context.proposed ? before.desired : desired,
      version: before.version + 1,
      lastSeq: seq,
      ledgerId: context.proposed ? before.ledgerId : (written.get(wish.subjectId) ?? null),
    })),
  )
  await appendAudits(
    tx,
    next.map(({ wish, before, desired, its }) => ({
      actor: context.actor,
      action: context.proposed ? ('approval.requested' as const) : action,
      subject: aboutWhom({ subjectKind: kind, subjectId: wish.subjectId, ...wish.touches }),
      before: jsonObject.parse(before.desired),
      after: { ...desired, people: wish.people, ...placeOf(kind, wish), ...(context.proposed && { action }) },
      personal: personalOf(definition, wish, context),
      requestId: context.requestId,
      ledgerId: written.get(wish.subjectId),
      caseId: its.caseId,
    })),
  )
  return { written, changed }
}

type Next = {
  wish: Wish
  before: Versioned
  desired: z.infer<typeof jsonObject>
  seq: number
  /** The writing, with what is the wish's own. */
  its: Writing
}

const insertedRow = z.object({ id: z.string(), subject_id: z.string() })

/** Writes the rows; their ids by subject ids. In SQL: building a query of so many values costs more than running it. */
async function insert(
  tx: Tx,
  definition: RunnableAction,
  next: readonly Next[],
  names: readonly string[],
  context: Writing,
): Promise<Map<string, string>> {
  const { actor, dueAt, batchId, decisionId, firstForId } = context
  const rows = next.map(({ wish, before, desired, seq, its: { reason, caseId, inverseOfId } }, at) => ({
    subject_id: wish.subjectId,
    group_id: wish.touches.groupId,
    user_id: wish.touches.userId,
    seq,
    input: jsonObject.parse(definition.personal(wish.input).input),
    planned_version: wish.plannedVersion,
    desired,
    desired_before: jsonObject.parse(before.desired),
    plan: { name: names[at] ?? '', people: wish.people, readAt: wish.readAt, live: wish.live },
    case_id: caseId,
    inverse_of_id: inverseOfId,
    reason: reason && Buffer.from(reason).toString('base64'),
  }))
  const inserted = await tx.$queryRaw`
    INSERT INTO ledger (
      id, subject_kind, subject_id, group_id, user_id, seq, state, action, input, planned_version, desired,
      desired_before, plan, staff_id, cause, case_id, decision_id, inverse_of_id, batch_id, first_for_id, reason, due_at,
      next_at
    )
    SELECT uuidv7(), ${definition.kind}::"LedgerSubject", subject_id, group_id, user_id, seq,
      ${context.proposed ? 'awaiting_approval' : 'planned'}::"LedgerState", ${definition.name}, input, planned_version,
      desired, desired_before, plan, ${actor.kind === 'staff' ? actor.id : null}::uuid,
      ${actor.kind === 'staff' ? null : actor.cause}, case_id, ${decisionId ?? null}::uuid,
      inverse_of_id, ${batchId ?? null}::uuid, ${firstForId ?? null}::uuid, decode(reason, 'base64'),
      ${dueAt}::timestamptz, ${dueAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS next (
      subject_id text, group_id text, user_id text, seq int, input jsonb, planned_version int, desired jsonb,
      desired_before jsonb, plan jsonb, case_id uuid, inverse_of_id uuid, reason text
    )
    RETURNING id::text, subject_id`
  return new Map(
    z
      .array(insertedRow)
      .parse(inserted)
      .map(({ id, subject_id }) => [subject_id, id]),
  )
}

/** What is sealed with the audit row; undefined where nothing is. */
function personalOf(definition: RunnableAction, { input }: Wish, { personal }: Writing) {
  const { texts } = definition.personal(input)
  return personal || Object.keys(texts).length > 0 ? { ...personal, ...texts } : undefined
}

const jsonObject = z.record(z.string(), z.json())

/** An action on a member or a message is audited about the person; where it was is a fact of it. */
function placeOf(kind: LedgerSubject, { subjectId, touches: { groupId } }: Wish) {
  if (kind === 'message') return { message: subjectId, groupId }
  return kind === 'member' ? { groupId } : {}
}
