import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { readSetting, type Setting } from '@/server/settings'
import type { InviteBy } from './by'
import { type InviteLimit, type InviteLimits, inviteLimits } from './schema'

const DAY_MS = 86_400_000
/** Somebody who asks for exactly as long as they may, by a clock a little ahead of ours, is not refused. */
const GRACE_MS = 60_000

/** How far each role may go, until the owners set it otherwise. */
export const INVITE_LIMITS: Setting<InviteLimits> = {
  key: 'invite_limits',
  shape: inviteLimits,
  initial: {
    support: { uses: 100, days: 30 },
    moderator: { uses: 1_000, days: 90 },
    admin: { uses: 10_000, days: 365 },
    owner: { uses: null, days: null },
    client: { uses: 1_000, days: 90 },
  },
}

/** What this one may give a link. Nothing is lent to those who may make none. */
export async function limitFor(db: Db['prisma'] | Tx, { actor }: InviteBy): Promise<InviteLimit> {
  const { value } = await readSetting(db, INVITE_LIMITS)
  if (actor.kind === 'client') return value.client
  return actor.role === 'auditor' ? { uses: 1, days: 1 } : value[actor.role]
}

/** What is asked of a link anew; what is not asked is undefined. */
type Asked = { expiresAt?: number | null | undefined; maxUses?: number | null | undefined }

/**
 * Refuses an end that is past, and what goes beyond the limit of whoever asks: `days` counted from now. Pure.
 * Throws DomainError `invalid` / `invite_end_past`, `forbidden` / `invite_end_beyond`, `invite_uses_beyond`.
 */
export function needWithin({ uses, days }: InviteLimit, { expiresAt, maxUses }: Asked, now: number): void {
  if (expiresAt !== undefined && expiresAt !== null && expiresAt <= now)
    throw new DomainError('invalid', 'invite_end_past', { field: 'expiresAt' })
  if (expiresAt !== undefined && days !== null) {
    if (expiresAt === null || expiresAt > now + days * DAY_MS + GRACE_MS)
      throw new DomainError('forbidden', 'invite_end_beyond', { field: 'expiresAt', facts: { days } })
  }
  if (maxUses !== undefined && uses !== null && (maxUses === null || maxUses > uses))
    throw new DomainError('forbidden', 'invite_uses_beyond', { field: 'maxUses', facts: { uses } })
}
