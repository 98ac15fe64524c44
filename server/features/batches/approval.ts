import { z } from 'zod'
import { type ApprovalState, RULE_NAMES, type RuleName } from '@/server/actions/approval/schema'
import { weigh, weighedBatch } from '@/server/actions/approval/settings'
import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'

/** What a second person has to do with a batch. Times in ms. */
export type BatchApproval = {
  /** Null while nobody was asked yet: running it will ask. */
  id: string | null
  rule: RuleName
  state: ApprovalState | null
  expiresAt: number
  /** The most people of one group it acts on. */
  largest: number
}

/** The request about a batch, or whether running it would make one. */
export async function approvalOfBatch(
  db: Db,
  actor: StaffActor,
  batchId: string,
): Promise<BatchApproval | null> {
  const batch = await db.prisma.batch.findUniqueOrThrow({
    where: { id: batchId },
    include: { approval: true },
  })
  const { approval, state } = batch
  if (approval) {
    const { largest } = await weighedBatch(db.prisma, batch)
    const rule = z.enum(RULE_NAMES).parse(approval.rule)
    return { id: approval.id, rule, state: approval.state, expiresAt: approval.expiresAt.getTime(), largest }
  }
  if (state !== 'planned' || batch.staffId !== actor.id) return null
  const what = await weighedBatch(db.prisma, batch)
  const request = await weigh({ db }, actor, what)
  return request && { id: null, ...request, state: null, largest: what.largest }
}
