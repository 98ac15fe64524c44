import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { prepared } from '@/server/db/prepared'
import { type Refusal, refusal } from '@/server/features/invites/schema'

/** How a redemption stands. `reference` names a refusal for support. */
export type RedemptionNow =
  | { kind: 'joined' | 'applied' | 'pending'; redemptionId: string; groupId: string; userId: string }
  | {
      kind: 'refused'
      redemptionId: string
      groupId: string
      userId: string
      why: Refusal
      reference: string | null
    }

const row = z.object({
  id: z.string(),
  groupId: z.string(),
  userId: z.string(),
  state: z.enum(['reserved', 'joined', 'applied', 'refused']),
  code: refusal.nullable(),
  reference: z.string().nullable(),
})

const byIds = prepared(
  'redemption_now',
  `SELECT r.id, r.group_id AS "groupId", r.user_id AS "userId", r.state::text, r.code, f.reference
   FROM redemption AS r
   LEFT JOIN LATERAL (
     SELECT reference FROM invite_refusal AS f
     WHERE r.state = 'refused' AND f.invite_id = r.invite_id AND f.user_id = r.user_id AND f.at >= r.settled_at
     ORDER BY f.at LIMIT 1
   ) AS f ON true
   WHERE r.id = ANY ($1::uuid[])`,
  row,
)

/** Redemptions by their ids; those that never were are left out. */
export async function redemptionsNow(db: Db, ids: readonly string[]): Promise<Map<string, RedemptionNow>> {
  const rows = await byIds(db, ids)
  return new Map(rows.map((one) => [one.id, nowOf(one)]))
}

function nowOf({ id, groupId, userId, state, code, reference }: z.infer<typeof row>): RedemptionNow {
  const known = { redemptionId: id, groupId, userId }
  if (state === 'refused') return { kind: 'refused', ...known, why: code ?? 'openim_refused', reference }
  return { kind: state === 'reserved' ? 'pending' : state, ...known }
}
