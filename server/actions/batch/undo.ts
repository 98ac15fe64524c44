import { z } from 'zod'
import { CATALOGUE } from '@/server/actions/catalogue'
import { actionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { prepareBatch } from './prepare'

const held = z.object({
  n: z.number(),
  subject_id: z.string(),
  action: actionName,
  input: z.json(),
  kept: z.json(),
  newest: z.boolean(),
})

/**
 * Prepares a batch that takes back what another one was seen to do; what was already so before is left as it is. What
 * takes an item back may differ from the others: a mute that replaced another one returns to that one. Items that
 * somebody acted on since are left out and listed. Returns the new batch's id.
 * Throws DomainError `forbidden`, `not_found`, `conflict` (`batch_not_over`, `nothing_to_undo`), and what `prepareBatch` throws.
 */
export async function prepareUndo(
  tx: Tx,
  by: { actor: StaffActor; requestId: string },
  batchId: string,
): Promise<string> {
  const batch = await tx.batch.findUnique({ where: { id: batchId } })
  if (!batch) throw new DomainError('not_found', 'not_found')
  if (batch.state !== 'done' && batch.state !== 'stopped') throw new DomainError('conflict', 'batch_not_over')
  const rows = await tx.$queryRaw`
    SELECT item.n, item.subject_id, l.action, l.input, l.kept,
      NOT EXISTS (
        SELECT 1 FROM ledger AS later
        WHERE later.subject_kind = l.subject_kind AND later.subject_id = l.subject_id AND later.seq > l.seq
          AND later.state NOT IN ('awaiting_approval', 'cancelled', 'refused', 'failed')
      ) AS newest
    FROM batch_item AS item JOIN ledger AS l ON l.id = item.ledger_id
    WHERE item.batch_id = ${batchId}::uuid AND item.state = 'verified' ORDER BY item.n`
  const items = z
    .array(held)
    .parse(rows)
    .map(({ subject_id, action, input, kept, newest }) => {
      const inverse = CATALOGUE[action].inverse(input, kept)
      const why = inverse === null ? 'cannot_be_taken_back' : newest ? null : 'subject_changed'
      return { subject_id, action: inverse?.action, input: inverse?.input ?? null, why: why && { key: why } }
    })
  const actions = items.flatMap((item) => (item.why === null && item.action ? [item.action] : []))
  const [action] = actions
  if (action === undefined) throw new DomainError('conflict', 'nothing_to_undo')
  if (!actions.every((one) => may(by.actor.role, one))) throw new DomainError('forbidden', 'forbidden')
  const targets = Prisma.sql`
    SELECT subject_id, input, why
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS item (subject_id text, input jsonb, why jsonb)`
  const id = await prepareBatch(tx, by, { action, input: {}, targets, undoOfId: batchId })
  const others = items.filter((item) => item.why === null && item.action !== action)
  if (others.length > 0)
    await tx.$executeRaw`
      UPDATE batch_item SET action = other.action
      FROM jsonb_to_recordset(${JSON.stringify(others)}::jsonb) AS other (subject_id text, action text)
      WHERE batch_id = ${id}::uuid AND batch_item.subject_id = other.subject_id`
  return id
}
