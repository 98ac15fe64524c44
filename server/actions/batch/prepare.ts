import { CATALOGUE } from '@/server/actions/catalogue'
import type { ActionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { MOST_ITEMS } from './schema'

export type NewBatch = {
  action: ActionName
  /** Null where each target has its own. */
  input: Record<string, unknown> | null
  /**
   * SQL that selects what is acted on: `subject_id` text, `input` jsonb (null: the batch's), `why` jsonb (null, or
   * `{key}` of why it is left out from the start). A subject that comes twice is taken once.
   */
  targets: Prisma.Sql
  undoOfId?: string
}

type By = { actor: StaffActor; requestId: string }

/** Subjects named one by one, as targets. */
export const named = (subjectIds: readonly string[]): Prisma.Sql =>
  Prisma.sql`SELECT id AS subject_id, NULL::jsonb AS input, NULL::jsonb AS why
    FROM unnest(${[...subjectIds]}::text[]) WITH ORDINALITY AS chosen (id, place) ORDER BY place`

/**
 * Writes a batch down to be planned by the worker; nothing is changed in the chat until it is run. Returns its id.
 * Throws DomainError `forbidden`, `invalid` (input by its field, `nothing_chosen`, `too_many_chosen`).
 */
export async function prepareBatch(tx: Tx, { actor, requestId }: By, batch: NewBatch): Promise<string> {
  const { action, targets, undoOfId } = batch
  const definition = CATALOGUE[action]
  if (!may(actor.role, action)) throw new DomainError('forbidden', 'forbidden')
  const own = undoOfId !== undefined || batch.input === null
  const input = own ? (batch.input ?? {}) : checked(definition.input.safeParse(batch.input))
  // What comes first is named for one subject, and asked for with that one.
  if (definition.first?.asked(input)) throw new DomainError('invalid', 'invalid', { field: 'input' })
  const { id } = await tx.batch.create({
    data: { action, input: jsonOf(input), staffId: actor.id, undoOfId },
    select: { id: true },
  })
  const items = await tx.$executeRaw`
    INSERT INTO batch_item (batch_id, n, subject_kind, subject_id, input, why, state)
    SELECT ${id}::uuid, row_number() OVER (), ${definition.kind}::"LedgerSubject", subject_id, input, why,
      CASE WHEN why IS NULL THEN 'unplanned' ELSE 'left_out' END::"BatchItemState"
    FROM (${targets}) AS target LIMIT ${MOST_ITEMS + 1}
    ON CONFLICT (batch_id, subject_id) DO NOTHING`
  if (items === 0) throw new DomainError('invalid', 'nothing_chosen')
  if (items > MOST_ITEMS) throw new DomainError('invalid', 'too_many_chosen', { facts: { most: MOST_ITEMS } })
  await appendAudit(tx, {
    actor,
    action: 'batch.prepared',
    subject: { kind: 'batch', id },
    after: { action, input: jsonOf(input), items, undoOf: undoOfId ?? null },
    requestId,
  })
  return id
}

type Parsed =
  | { success: true; data: unknown }
  | { success: false; error: { issues: { path: PropertyKey[] }[] } }

function checked(parsed: Parsed): unknown {
  if (parsed.success) return parsed.data
  const field = `input.${parsed.error.issues[0]?.path.join('.') ?? ''}`
  throw new DomainError('invalid', 'invalid', { field })
}

/** What zod gave back is JSON already; the types do not know. */
const jsonOf = (value: unknown): Prisma.InputJsonObject => JSON.parse(JSON.stringify(value))
