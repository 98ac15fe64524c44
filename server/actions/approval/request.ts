import type { IntentContext, Wish, Writing, Written } from '@/server/actions/intend-all'
import { intendAll } from '@/server/actions/intend-all'
import type { ActionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Batch } from '@/server/db/generated/client'
import { suspendAllMeanwhile, suspendMeanwhile } from './interim'
import type { RuleName } from './schema'

/** Why a second person has to agree, and until when (ms) they can. */
export type Request = { rule: RuleName; expiresAt: number }

/** What is requested: an action or a batch. */
type Of = { ledgerId: string } | { batchId: string }

/**
 * Writes an action down to wait for a second person. A group whose dismissal is proposed is suspended at once, in front
 * of it, unless it is suspended or cannot be.
 */
export async function requestApproval(
  tx: Tx,
  action: ActionName,
  wish: Wish,
  writing: Writing & { actor: StaffActor },
  request: Request,
): Promise<Written> {
  const interimId = action === 'group.dismiss' ? await suspendMeanwhile(tx, wish, writing) : null
  const plannedVersion = wish.plannedVersion + (interimId === null ? 0 : 1)
  const result = await intendAll(tx, action, [{ ...wish, plannedVersion }], { ...writing, proposed: true })
  const ledgerId = result.written.get(wish.subjectId)
  if (ledgerId !== undefined) await create(tx, writing.actor, { ledgerId, interimId }, request)
  return result
}

/**
 * Writes a batch's request down, and suspends meanwhile what it is to dismiss. That it was requested is audited with what
 * it asks for, where it begins to wait.
 */
export async function requestBatchApproval(
  tx: Tx,
  by: { actor: StaffActor; requestId: string; reason: string },
  { id: batchId, action }: Pick<Batch, 'id' | 'action'>,
  request: Request,
): Promise<void> {
  await create(tx, by.actor, { batchId }, request)
  if (action === 'group.dismiss') await suspendAllMeanwhile(tx, batchId, by)
}

async function create(
  tx: Tx,
  actor: StaffActor,
  of: Of & { interimId?: string | null },
  { rule, expiresAt }: Request,
): Promise<void> {
  await tx.approval.create({
    data: { ...of, rule, requestedById: actor.id, expiresAt: new Date(expiresAt) },
    select: { id: true },
  })
}

/** Writes down that somebody acted without the second person, for every owner to see. */
export async function recordEmergency(
  tx: Tx,
  { actor, reason, requestId }: Pick<IntentContext, 'reason' | 'requestId'> & { actor: StaffActor },
  of: Of,
  { rule, expiresAt }: Request,
): Promise<void> {
  const { id } = await tx.approval.create({
    data: {
      ...of,
      rule,
      state: 'emergency',
      requestedById: actor.id,
      decidedById: actor.id,
      decidedAt: new Date(),
      expiresAt: new Date(expiresAt),
    },
    select: { id: true },
  })
  await appendAudit(tx, {
    actor,
    action: 'approval.emergency',
    subject: { kind: 'approval', id },
    after: { rule, ...of },
    personal: { reason },
    requestId,
    ledgerId: 'ledgerId' in of ? of.ledgerId : undefined,
  })
}
