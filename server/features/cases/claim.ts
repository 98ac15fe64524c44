import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import type { Env } from '@/server/env'
import { accusedOf } from './accused'
import { moveCase } from './move'
import { refreshOwnGroups } from './work/own-groups'

/** Who asks, and under which request id it is audited. */
export type By = { actor: StaffActor; requestId: string }

/**
 * Claims a case: a lease until `expiresAt` (ms), renewed by heartbeats. The holder's second claim renews it.
 * Throws DomainError `conflict` / `claim_held` with `{name, expiresAt}` of whoever holds it, or `case_not_open`.
 */
export async function claimCase({ prisma }: Pick<Db, 'prisma'>, by: By, caseId: string): Promise<Claimed> {
  return await prisma.$transaction((tx) => claimIn(tx, by, caseId))
}

/** Claims a case for somebody whose own groups are looked up first: it may be their own affair. */
export async function claimOwn(env: Pick<Env, 'db' | 'openim'>, by: By, caseId: string): Promise<Claimed> {
  await refreshOwnGroups(env, by.actor.id)
  return await claimCase(env.db, by, caseId)
}

export type Claimed = { epoch: number; expiresAt: number }

/** Claims a case in the caller's transaction; with an `epoch` only as it was then. */
export async function claimIn(tx: Tx, by: By, caseId: string, epoch?: number): Promise<Claimed> {
  const now = Date.now()
  const { before, after } = await moveCase(tx, caseId, { type: 'claim', by: by.actor.id, now, epoch })
  if (after.epoch !== before.epoch) {
    await appendAudit(tx, {
      ...by,
      action: 'case.claimed',
      subject: accusedOf(before),
      before: { epoch: before.epoch, heldBy: before.claimedById },
      after: { epoch: after.epoch, heldBy: by.actor.id },
      caseId,
    })
  }
  return { epoch: after.epoch, expiresAt: after.claim?.expiresAt ?? now }
}
