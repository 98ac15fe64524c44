import { desiredGroup } from '@/server/actions/desired'
import { acceptDesired, lockDesired } from '@/server/actions/desired-store'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { accepted } from './compare'

/**
 * Accepts a disagreement: what OpenIM shows is from now on what is desired. Throws DomainError `not_found`, `conflict`
 * / `drift_over` where it ended meanwhile.
 */
export async function acceptDrift(
  tx: Tx,
  { actor, requestId }: { actor: StaffActor; requestId: string },
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const drift = await tx.drift.findUnique({ where: { id } })
  if (!drift) throw new DomainError('not_found', 'not_found')
  const { groupId, kind, expected, seen } = drift
  const subject = { kind: 'group', id: groupId } as const
  const before = (await lockDesired(tx, 'group', [groupId])).get(groupId)
  const { count } = await tx.drift.updateMany({
    where: { id, state: 'open' },
    data: { state: 'accepted', endedAt: new Date(), endedById: actor.id },
  })
  if (count === 0 || !before) throw new DomainError('conflict', 'drift_over')
  await acceptDesired(tx, subject, before, accepted(desiredGroup.parse(before.desired), kind))
  await appendAudit(tx, {
    actor,
    action: 'drift.accepted',
    subject,
    before: { expected, kind },
    after: { seen },
    personal: { reason },
    requestId,
  })
}
