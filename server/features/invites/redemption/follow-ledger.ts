import { z } from 'zod'
import type { SettledHook, SettledRow } from '@/server/actions/action-env'
import type { Tx } from '@/server/db/client'
import { newReference } from '@/server/features/invites/code'
import { refusalOf } from './refusal-of'

/**
 * A redemption ends with its ledger row, in the same transaction: it holds where the person came in because of it, and
 * gives its use back otherwise, also where they had been in before.
 */
export const endRedemption: SettledHook = {
  concerns: ({ action }) => action === 'member.join',
  follow,
}

const outcome = z.object({ code: z.string(), facts: z.object({ as: z.string().optional() }) })

async function follow(tx: Tx, { id, state }: SettledRow): Promise<void> {
  const row = await tx.ledgerRow.findUniqueOrThrow({ where: { id }, select: { outcome: true } })
  const { code, facts } = outcome.parse(row.outcome)
  if (state === 'verified') {
    const came = facts.as === 'applicant' ? 'applied' : 'joined'
    await tx.$executeRaw`
      WITH ended AS (
        UPDATE redemption SET state = ${came}::"RedemptionState", settled_at = now()
        WHERE ledger_id = ${id}::uuid AND state = 'reserved' RETURNING invite_id
      )
      UPDATE invite SET last_used_at = now() WHERE id IN (SELECT invite_id FROM ended)`
    return
  }
  const why = state === 'already_so' && facts.as === 'applicant' ? 'already_applied' : refusalOf(code)
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE redemption SET state = 'refused', code = ${why}, counted = false, settled_at = now()
      WHERE ledger_id = ${id}::uuid AND state = 'reserved' RETURNING invite_id, user_id
    )
    INSERT INTO invite_refusal (reference, code, invite_id, user_id, why)
    SELECT ${newReference()}, invite.code, invite.id, ended.user_id, ${why}
    FROM ended JOIN invite ON invite.id = ended.invite_id`
}
