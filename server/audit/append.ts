import { ACTION_NAMES } from '@/server/actions/schema'
import { seal } from '@/server/audit/personal'
import type { Actor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'

/** Everything that leaves an audit row. Noun, dot, verb. */
export const AUDIT_ACTIONS = [
  'report.received',
  'case.claimed',
  'case.taken_over',
  'case.released',
  'case.dismissed',
  'case.acted',
  'case.reopened',
  'case.skipped',
  'case.snoozed',
  'case.woken',
  'case.assigned',
  'case.escalated',
  'case.watched',
  'case.unwatched',
  'case.noted',
  'case.asked',
  'case.answered',
  'case.linked',
  'case.split',
  'case.merged',
  'case.hold_set',
  'case.hold_lifted',
  'case.handed_over',
  'case.evidence_read',
  'case.messages_read',
  'case.media_revealed',
  'evidence.purged',
  ...ACTION_NAMES,
  'message.read',
  'group.messages_read',
  'group.category_set',
  'group.tags_set',
  'group.standing_set',
  'group.noted',
  'group.protected',
  'group.unprotected',
  'person.messages_listed',
  'person.standing_set',
  'person.noted',
  'person.protected',
  'person.unprotected',
  'approval.requested',
  'approval.approved',
  'approval.refused',
  'approval.expired',
  'approval.withdrawn',
  'approval.emergency',
  'approval.seen',
  'snapshot.expired',
  'drift.found',
  'drift.accepted',
  'setting.changed',
  'staff.limits_changed',
  'reason.saved',
  'queue.saved',
  'queue.members_set',
  'policy.saved',
  'policy.active_set',
  'preset.saved',
  'preset.removed',
  'template.saved',
  'template.removed',
  'desk.ordered',
  'staff.desk_set',
  'staff.chat_id_linked',
  'staff.chat_id_unlinked',
  'batch.prepared',
  'batch.started',
  'batch.stopped',
  'batch.ended',
  'action.cancelled',
  'action.settled',
  'list.exported',
  'view.saved',
  'view.removed',
  'staff.created',
  'staff.signed_in',
  'staff.signed_out',
  'staff.sign_in_refused',
  'openim.probed',
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export type AuditEntry = {
  actor: Actor
  action: AuditAction
  subject: {
    kind:
      | 'group'
      | 'message'
      | 'user'
      | 'case'
      | 'view'
      | 'staff'
      | 'openim'
      | 'batch'
      | 'approval'
      | 'setting'
    id: string
  }
  /** Facts before and after; never personal text. */
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
  /** Free text written by a person; sealed under the subject's key. */
  personal?: { [name: string]: string }
  requestId: string
  ledgerId?: string
  caseId?: string
}

/** Appends one row in the caller's transaction. If the row is refused, the change is undone with it. */
export function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  return appendAudits(tx, [entry])
}

/** Appends several rows in one statement. */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const data: Prisma.AuditRowCreateManyInput[] = []
  // One after the other: the subjects' keys are made in the same transaction.
  for (const entry of entries) data.push(await toRow(tx, entry))
  await tx.auditRow.createMany({ data })
}

async function toRow(tx: Tx, entry: AuditEntry): Promise<Prisma.AuditRowCreateManyInput> {
  const { subject, personal } = entry
  return {
    ...auditFacts(entry),
    personal: personal ? await seal(tx, subject, JSON.stringify(personal)) : undefined,
  }
}

/** What an entry writes into the row besides personal text, by the names of the columns. Pure. */
export function auditFacts(entry: Omit<AuditEntry, 'personal'>) {
  const { actor, action, subject, before, after, requestId, ledgerId, caseId } = entry
  return {
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    before,
    after,
    requestId,
    ledgerId,
    caseId,
  }
}
