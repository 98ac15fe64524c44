import type { ActionEnv } from '@/server/actions/action-env'
import { actionName } from '@/server/actions/schema'
import { cancelAction } from '@/server/actions/settle'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Batch } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { feed } from './feed'
import { finishPlanning, planItems } from './plan-items'

/** Moves one batch on as far as it goes now. The caller holds the batch's lock. */
export async function advance(env: ActionEnv, batchId: string, signal: AbortSignal): Promise<void> {
  const batch = await env.db.prisma.batch.findUnique({ where: { id: batchId }, include: { staff: true } })
  if (batch?.state === 'planning') return plan(env, batch, signal)
  if (batch?.state === 'running' && !mayGoOn(batch, batch.staff)) return stopForGood(env, batch)
  if (batch?.state === 'running') return run(env, batch, batch.staff)
  if (batch?.state === 'stopping') return windDown(env, batch, actorOf(batch.staff))
}

/** Whoever ran it still works here, in a role that may do this. */
const mayGoOn = (
  { action }: Batch,
  { disabledAt, role }: { disabledAt: Date | null; role: StaffActor['role'] },
) => disabledAt === null && may(role, actionName.parse(action))

type Runner = { id: string; name: string; role: StaffActor['role'] }

/** The batch acts in the name of whoever started it, also after their session ended. */
const actorOf = ({ id, name, role }: Runner): StaffActor => ({ kind: 'staff', id, name, role, sessionId: '' })

async function plan(env: ActionEnv, batch: Batch, signal: AbortSignal): Promise<void> {
  let latest = batch
  while (await planItems(env, latest, signal)) {
    signal.throwIfAborted()
    latest = await env.db.prisma.batch.findUniqueOrThrow({ where: { id: batch.id } })
    if (latest.state !== 'planning') return
  }
  await finishPlanning(env, batch)
}

async function run(env: ActionEnv, batch: Batch, staff: Runner): Promise<void> {
  const { working, waits } = await feed(env, batch, actorOf(staff))
  if (working === 0 && !waits) await end(env, batch, 'running', 'done', actorOf(staff))
}

/** Whoever ran it may no longer do this: nothing more is begun in their name. */
async function stopForGood(env: ActionEnv, { id }: Batch): Promise<void> {
  await env.db.prisma.batch.updateMany({ where: { id, state: 'running' }, data: { state: 'stopping' } })
}

/** After a stop: what was not begun never is; what cannot be taken back any more is seen to its end. */
async function windDown(env: ActionEnv, batch: Batch, actor: StaffActor): Promise<void> {
  const { prisma } = env.db
  await prisma.batchItem.updateMany({
    where: { batchId: batch.id, state: 'waiting' },
    data: { state: 'stopped' },
  })
  const planned = await prisma.ledgerRow.findMany({
    where: { batchId: batch.id, state: 'planned' },
    select: { id: true },
  })
  for (const { id } of planned) {
    await prisma
      .$transaction((tx) => cancelAction(env, tx, id, actor, batch.id))
      .catch((error: unknown) => {
        // It was sent in the meantime, and ends by itself.
        if (!(error instanceof DomainError)) throw error
      })
  }
  const working = await prisma.batchItem.count({ where: { batchId: batch.id, state: 'working' } })
  if (working === 0) await end(env, batch, 'stopping', 'stopped', actor)
}

async function end(
  env: ActionEnv,
  { id, action }: Batch,
  from: 'running' | 'stopping',
  to: 'done' | 'stopped',
  actor: StaffActor,
): Promise<void> {
  await env.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.batch.updateMany({
      where: { id, state: from },
      data: { state: to, endedAt: new Date() },
    })
    if (count === 0) return
    const results = await tx.batchItem.groupBy({ by: ['state'], where: { batchId: id }, _count: true })
    await appendAudit(tx, {
      actor,
      action: 'batch.ended',
      subject: { kind: 'batch', id },
      before: { state: from },
      after: { state: to, action, ...Object.fromEntries(results.map((one) => [one.state, one._count])) },
      requestId: id,
    })
  })
}
