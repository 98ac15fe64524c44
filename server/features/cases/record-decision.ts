import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from './accused'
import type { CaseEvent } from './case-states'
import { type Moved, moveCase } from './move'
import { forgetDraft } from './save-draft'
import type { DecideInput } from './schema'

type Recorded = Moved & { decisionId: string; policy: FrozenPolicy | null }
type FrozenPolicy = { id: string; version: number; versionId: string; hash: string }

type Deciding = Pick<DecideInput, 'caseId' | 'epoch' | 'reason'> &
  Partial<Pick<DecideInput, 'policy' | 'notify'>> & { togetherId?: string | undefined }

/** How a case is decided, as its table of states has it. */
export type Verdict =
  | { type: 'dismiss' }
  | { type: 'act' }
  | { type: 'uphold'; acts: boolean }
  | { type: 'overturn'; acts: boolean }

/**
 * Writes a decision down, in the caller's transaction: one conditional update on the epoch it was opened with, and its
 * row with the policy as it stands. Throws DomainError `conflict` (the newer state of the case, `policy_changed`),
 * `invalid` (a policy that there is none of).
 */
export async function recordDecision(
  tx: Tx,
  actor: StaffActor,
  deciding: Deciding,
  verdict: Verdict,
): Promise<Recorded> {
  const { caseId, epoch, reason, notify } = deciding
  const event: CaseEvent = { ...verdict, by: actor.id, epoch }
  const moved = await moveCase(tx, caseId, event)
  const policy = deciding.policy ? await freezePolicy(tx, deciding.policy) : null
  const sealed = await seal(tx, accusedOf(moved.before), reason)
  if (moved.after.outcome === null) throw new Error(`case ${caseId} was decided without an outcome`)
  const { id } = await tx.decision.create({
    data: {
      caseId,
      staffId: actor.id,
      epoch: moved.after.epoch,
      outcome: moved.after.outcome,
      reason: sealed,
      policyVersionId: policy?.versionId,
      policyHash: policy?.hash,
      togetherId: deciding.togetherId,
      notifyReporter: notify?.reporter ?? false,
      notifyPerson: notify?.person ?? false,
    },
    select: { id: true },
  })
  await forgetDraft(tx, caseId, actor.id)
  return { ...moved, decisionId: id, policy }
}

/** The newest version, if it is the one that was read. */
async function freezePolicy(tx: Tx, seen: { id: string; version: number }): Promise<FrozenPolicy> {
  const newest = await tx.policyVersion.findFirst({
    where: { policyId: seen.id, policy: { active: true } },
    orderBy: { version: 'desc' },
    select: { id: true, version: true, hash: true },
  })
  if (!newest) throw new DomainError('invalid', 'policy_unknown', { field: 'policy' })
  const { id: versionId, version, hash } = newest
  if (version !== seen.version) throw new DomainError('conflict', 'policy_changed', { facts: { version } })
  return { id: seen.id, version, versionId, hash }
}
