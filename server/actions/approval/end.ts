import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { lockDesired } from '@/server/actions/desired-store'
import { intendAll } from '@/server/actions/intend-all'
import { settle } from '@/server/actions/settle'
import { appendAudit } from '@/server/audit/append'
import { type Actor, system } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { answered, type By } from './decide'
import { openRequest } from './open-request'

const APPROVALS = system('approvals')
const PROPOSAL_OVER = { ...APPROVALS, cause: 'proposal_over' as const }

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
  })
}

/** Takes one's own request back. Throws DomainError `not_found`, `forbidden`, `conflict` / `approval_over`. */
export async function withdraw(env: ActionEnv, by: By, approvalId: string): Promise<void> {
  const request = await openRequest(env.db.prisma, approvalId)
  if (request.requestedById !== by.actor.id) throw new DomainError('forbidden', 'not_your_request')
  await env.db.prisma.$transaction(async (tx) => {
    await answered(tx, by, { approvalId, note: '' }, 'withdrawn')
    await over(env, tx, request, { to: 'cancelled', code: 'withdrawn', ...by })
  })
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
  })
}

type Ending = { to: 'refused' | 'cancelled'; code: string; actor: Actor; requestId: string }

/** What was requested comes to nothing. */
async function over(env: ActionEnv, tx: Tx, request: Request, ending: Ending): Promise<void> {
  const { ledgerId, batchId, interimId } = request
  const { to, code, actor, requestId } = ending
  if (batchId !== null) {
    await tx.batch.updateMany({
      where: { id: batchId, state: 'awaiting_approval' },
      data: { state: 'abandoned', endedAt: new Date() },
    })
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
  if (interimId !== null) await liftInterim(tx, request, interimId, requestId)
}

const planned = z.object({ name: z.string(), people: z.number(), readAt: z.number(), live: z.boolean() })

/** Lifts the suspension of a proposal, and only that one: whoever acted on the group since decides for it. */
async function liftInterim(tx: Tx, request: Request, interimId: string, requestId: string): Promise<void> {
  const interim = await tx.ledgerRow.findUniqueOrThrow({ where: { id: interimId } })
  const { subjectId, groupId, userId, caseId } = interim
  const now = (await lockDesired(tx, 'group', [subjectId])).get(subjectId)
  if (now?.ledgerId !== interimId || request.ledger === null) return
  if (['refused', 'failed', 'cancelled'].includes(interim.state)) return
  const wish = {
    subjectId,
    input: {},
    plannedVersion: now.version,
    ...planned.parse(interim.plan),
    touches: { groupId, userId },
  }
  await intendAll(tx, 'group.lift', [wish], {
    actor: PROPOSAL_OVER,
    // The proposal's own: it is sealed for the same group.
    reason: interim.reason && new Uint8Array(interim.reason),
    dueAt: new Date(),
    requestId,
    inverseOfId: interimId,
    caseId: caseId ?? undefined,
  })
}

/** Requests that wait for an answer. */
export function waitingApprovals({ prisma }: Db): Promise<number> {
  return prisma.approval.count({ where: { state: 'waiting', expiresAt: { gt: new Date() } } })
}
