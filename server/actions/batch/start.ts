import { actionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'

type By = { actor: StaffActor; requestId: string }

/**
 * Runs a planned batch: the worker goes through it, also after its author closed the browser. `planHash` names the plan
 * that was seen. Throws DomainError `not_found`, `forbidden`, `conflict` (`plan_changed`, `batch_not_planned`,
 * `nothing_to_do`).
 */
export async function startBatch(
  tx: Tx,
  { actor, requestId }: By,
  { batchId: id, planHash, reason }: { batchId: string; planHash: string; reason: string },
): Promise<void> {
  const batch = await tx.batch.findUnique({ where: { id } })
  if (!batch) throw new DomainError('not_found', 'not_found')
  if (!may(actor.role, actionName.parse(batch.action))) throw new DomainError('forbidden', 'forbidden')
  if (batch.planHash !== null && batch.planHash !== planHash)
    throw new DomainError('conflict', 'plan_changed')
  const items = await tx.batchItem.count({ where: { batchId: id, state: 'waiting' } })
  if (batch.state === 'planned' && items === 0) throw new DomainError('conflict', 'nothing_to_do')
  const sealed = await seal(tx, { kind: 'batch', id }, reason)
  const { count } = await tx.batch.updateMany({
    where: { id, state: 'planned', planHash, staffId: actor.id },
    data: { state: 'running', startedAt: new Date(), reason: sealed },
  })
  if (count === 0) throw new DomainError('conflict', 'batch_not_planned')
  await appendAudit(tx, {
    actor,
    action: 'batch.started',
    subject: { kind: 'batch', id },
    after: { action: batch.action, items, planHash },
    personal: { reason },
    requestId,
  })
}

/**
 * Stops a running batch: nothing more is begun; what is under way ends. A batch that was not run yet is put away.
 * Throws DomainError `not_found`, `conflict` / `batch_over`.
 */
export async function stopBatch(tx: Tx, { actor, requestId }: By, id: string): Promise<void> {
  const batch = await tx.batch.findUnique({ where: { id }, select: { state: true } })
  if (!batch) throw new DomainError('not_found', 'not_found')
  const stopped = await tx.batch.updateMany({ where: { id, state: 'running' }, data: { state: 'stopping' } })
  const put = await tx.batch.updateMany({
    where: { id, state: { in: ['planning', 'planned'] } },
    data: { state: 'abandoned', endedAt: new Date() },
  })
  if (stopped.count + put.count === 0) throw new DomainError('conflict', 'batch_over')
  await appendAudit(tx, {
    actor,
    action: 'batch.stopped',
    subject: { kind: 'batch', id },
    before: { state: batch.state },
    requestId,
  })
}
