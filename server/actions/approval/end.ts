import type { ActionEnv } from '@/server/actions/action-env'
import { settle } from '@/server/actions/settle'
import { appendAudit } from '@/server/audit/append'
import { type Actor, system } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { answered, type By } from './decide'
import { groupsToDismiss, LONG, liftInterims } from './interim'
import { openRequest } from './open-request'

const APPROVALS = system('approvals')

type Request = Awaited<ReturnType<typeof openRequest>>

/**
 * Refuses what somebody else requested; the suspension that held meanwhile is lifted, if nothing else came after it.
 * Throws DomainError `not_found`, `forbidden` / `own_request`, `conflict` / `approval_over`.
 */
export async function refuse(
  env: ActionEnv,
  by: By,
  answer: { approvalId: string; note: string },
): Promise<void> {
  const request = await openRequest(env.db.prisma, answer.approvalId)
  if (request.requestedById === by.actor.id) throw new DomainError('forbidden', 'own_request')
  await env.db.prisma.$transaction(async (tx) => {
    await answered(tx, by, answer, 'refused')
    await over(env, tx, request, { to: 'refused', code: 'approval_refused', ...by })
  }, LONG)
}

/** Takes one's own request back. Throws DomainError `not_found`, `forbidden`, `conflict` / `approval_over`. */
export async function withdraw(env: ActionEnv, by: By, approvalId: string): Promise<void> {
  const request = await openRequest(env.db.prisma, approvalId)
  if (request.requestedById !== by.actor.id) throw new DomainError('forbidden', 'not_your_request')
  await env.db.prisma.$transaction(async (tx) => {
    await answered(tx, by, { approvalId, note: '' }, 'withdrawn')
    await over(env, tx, request, { to: 'cancelled', code: 'withdrawn', ...by })
  }, LONG)
}

/** Ends every request that nobody answered in its time. */
export async function expireApprovals(env: ActionEnv): Promise<void> {
  const late = await env.db.prisma.approval.findMany({
    where: { state: 'waiting', expiresAt: { lte: new Date() } },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    include: { ledger: true, batch: true },
    take: 500,
  })
  for (const request of late) await expire(env, request)
}

async function expire(env: ActionEnv, request: Request): Promise<void> {
  const { id } = request
  await env.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.approval.updateMany({
      where: { id, state: 'waiting', expiresAt: { lte: new Date() } },
      data: { state: 'expired', decidedAt: new Date() },
    })
    // Another worker ended it.
    if (count === 0) return
    await appendAudit(tx, {
      actor: APPROVALS,
      action: 'approval.expired',
      subject: { kind: 'approval', id },
      requestId: id,
    })
    const by = { actor: APPROVALS, requestId: id }
    await over(env, tx, request, { to: 'refused', code: 'approval_expired', ...by })
  }, LONG)
}

type Ending = { to: 'refused' | 'cancelled'; code: string; actor: Actor; requestId: string }

/** What was requested comes to nothing. */
async function over(env: ActionEnv, tx: Tx, request: Request, ending: Ending): Promise<void> {
  const { ledgerId, batchId } = request
  const { to, code, actor, requestId } = ending
  if (batchId !== null) {
    await tx.batch.updateMany({
      where: { id: batchId, state: 'awaiting_approval' },
      data: { state: 'abandoned', endedAt: new Date() },
    })
    await liftInterims(tx, await groupsToDismiss(tx, batchId), requestId)
  }
  if (ledgerId === null || request.ledger === null) return
  const subject = { kind: request.ledger.subjectKind, id: request.ledger.subjectId }
  const settled = {
    ledgerId,
    subject,
    from: 'awaiting_approval',
    to,
    outcome: { code },
    actor,
    requestId,
  } as const
  if (!(await settle(env, tx, settled))) throw new DomainError('conflict', 'approval_over')
  if (request.ledger.action === 'group.dismiss') await liftInterims(tx, [subject.id], requestId)
}

/** Requests that wait for an answer. */
export function waitingApprovals({ prisma }: Db): Promise<number> {
  return prisma.approval.count({ where: { state: 'waiting', expiresAt: { gt: new Date() } } })
}
