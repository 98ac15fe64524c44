import { sealAll } from '@/server/audit/personal'
import type { Actor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import type { AuditAction } from './schema'

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
      | 'invite'
    id: string
  }
  /** Facts before and after; never personal text. */
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
  /** Free text written by a person; sealed under the subject's key, and under its case's where it has one. */
  personal?: { [name: string]: string }
  requestId: string
  ledgerId?: string
  caseId?: string
}

/** Appends one row in the caller's transaction. If the row is refused, the change is undone with it. */
export function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  return appendAudits(tx, [entry])
}

/** Appends several rows in one statement. In SQL: building a query of so many values costs more than running it. */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const texts = entries.flatMap(({ subject, personal, caseId }) =>
    personal ? [{ subject: { ...subject, caseId }, text: JSON.stringify(personal) }] : [],
  )
  const sealed = (await sealAll(tx, texts)).values()
  const rows = entries.map((entry) => ({
    ...auditFacts(entry),
    personal: entry.personal && base64(sealed.next().value),
  }))
  await tx.$executeRaw`
    INSERT INTO audit (
      id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, personal, request_id,
      ledger_id, case_id
    )
    SELECT uuidv7(), "actorKind", "actorId", "actorName", action, "subjectKind", "subjectId", before, after,
      decode(personal, 'base64'), "requestId", "ledgerId", "caseId"
    FROM jsonb_to_recordset(${JSON.stringify(rows, wellFormed)}::jsonb) AS next (
      "actorKind" "ActorKind", "actorId" text, "actorName" text, action text, "subjectKind" text, "subjectId" text,
      before jsonb, after jsonb, personal text, "requestId" text, "ledgerId" uuid, "caseId" uuid
    )`
}

const base64 = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('base64')

/** PostgreSQL refuses JSON with half of a surrogate pair, which names from the chat may hold. */
const wellFormed = (_: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value)

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
