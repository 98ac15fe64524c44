import { compare } from './compare'
import type { SightingBody } from './sighting-body'

export type SightingKind = 'edited' | 'revoked' | 'deleted' | 'back'

type Seen = SightingBody

/**
 * What happened to a reported message between two looks at it; null where nothing did. That it is gone for everybody
 * outweighs that it was taken back, and that outweighs what it said. Pure.
 */
export function whatHappened(before: Seen, now: Seen): SightingKind | null {
  if (now.deleted) return before.deleted ? null : 'deleted'
  if (now.revokedAt !== null) return before.revokedAt !== null && !before.deleted ? null : 'revoked'
  if (before.deleted || before.revokedAt !== null) return 'back'
  return saysTheSame(before, now) ? null : 'edited'
}

const saysTheSame = (one: Seen, other: Seen) =>
  compare(one, { ...other, senderId: '', sentAt: 0 }) === 'match'
