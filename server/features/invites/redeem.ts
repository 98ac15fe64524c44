import type { Actor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import type { Refusal } from '@/server/features/invites/schema'

/** Somebody, known by their OpenIM user id, wants to come in by a link. */
export type RedeemRequest = {
  /** As it was typed or pasted. */
  code: string
  userId: string
  /** The person themselves, or the backend that names them. */
  by: Actor
  /** Said to those who decide about an application. */
  message?: string
  /** The API client that asked, where one did. */
  clientId?: string
  requestId: string
}

/**
 * What came of it. `pending`: the use is held, and how it ends shows within a minute (`redemptionNow`). `reference`
 * names a refusal for support.
 */
export type Redeemed =
  | { kind: 'joined' | 'applied' | 'pending'; redemptionId: string; groupId: string }
  | { kind: 'refused'; why: Refusal; reference: string }

/**
 * Lets somebody in by a link, or tells why not. Throws DomainError `unavailable` / `openim_away` where OpenIM cannot be
 * read; then nothing is held.
 */
export async function redeem(_env: Env, _request: RedeemRequest): Promise<Redeemed> {
  throw new DomainError('unavailable', 'openim_away')
}
