import type { ActionEnv } from '@/server/actions/action-env'
import { LONG } from '@/server/actions/approval/interim'
import { recordEmergency, requestBatchApproval } from '@/server/actions/approval/request'
import { weigh, weighedBatch } from '@/server/actions/approval/settings'
import { actionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'

type By = { actor: StaffActor; requestId: string }
type Start = { batchId: string; planHash: string; reason: string; emergency?: boolean | undefined }

/**
 * Runs a planned batch: the worker goes through it, also after its author closed the browser. `planHash` names the plan
 * that was seen. Where a second person has to agree it waits for them, unless it is an `emergency`: then every owner is
 * told. Throws DomainError `not_found`, `forbidden`, `conflict` (`plan_changed`, `batch_not_planned`, `nothing_to_do`).
 */
export async function startBatch(
  env: Pick<ActionEnv, 'db'>,
  by: By,
  start: Start,
): Promise<{ waits: boolean }> {
  const { actor } = by
  const { batchId: id, planHash, emergency = false } = start
  const batch = await env.db.prisma.batch.findUnique({ where: { id } })
  if (!batch) throw new DomainError('not_found', 'not_found')
  if (!may(actor.role, actionName.parse(batch.action))) throw new DomainError('forbidden', 'forbidden')
  if (emergency && !may(actor.role, 'approval.emergency')) throw new DomainError('forbidden', 'forbidden')
  if (batch.planHash !== null && batch.planHash !== planHash)
    throw new DomainError('conflict', 'plan_changed')
  const what = await weighedBatch(env.db.prisma, batch)
  if (batch.state === 'planned' && what.items === 0) throw new DomainError('conflict', 'nothing_to_do')
  const approval = await weigh(env, actor, what)
  const waits = approval !== null && !emergency
  await env.db.prisma.$transaction(async (tx) => {
    await begin(tx, by, start, { action: batch.action, items: what.items, waits })
    const why = { ...by, reason: start.reason }
    if (approval && waits) await requestBatchApproval(tx, why, batch, approval)
    else if (approval) await recordEmergency(tx, why, { batchId: id }, approval)
  }, LONG)
  return { waits }
}

async function begin(
  tx: Tx,
  { actor, requestId }: By,
  { batchId: id, planHash, reason }: Start,
  { waits, ...what }: { action: string; items: number; waits: boolean },
): Promise<void> {
  const sealed = await seal(tx, { kind: 'batch', id }, reason)
  const { count } = await tx.batch.updateMany({
    where: { id, state: 'planned', planHash, staffId: actor.id },
    data: waits
      ? { state: 'awaiting_approval', reason: sealed }
      : { state: 'running', startedAt: new Date(), reason: sealed },
  })
  if (count === 0) throw new DomainError('conflict', 'batch_not_planned')
  await appendAudit(tx, {
    actor,
    action: waits ? 'approval.requested' : 'batch.started',
    subject: { kind: 'batch', id },
    after: { ...what, planHash },
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
