import { z } from 'zod'

/** Shapes of invite links that screens, the client API and the server share. Pure. Times are Unix ms. */

export const INVITE_MODES = ['join', 'apply', 'info'] as const
export type InviteMode = (typeof INVITE_MODES)[number]

/** What staff made of a link. */
export const OWN_STATES = ['active', 'paused', 'revoked'] as const
export type OwnState = (typeof OWN_STATES)[number]

/** Why a link is paused. A pause for abuse, and one after a restore, end by hand alone. */
export const PAUSE_REASONS = ['staff', 'abuse', 'group_restored'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

/** What its group makes of a link. */
export const GROUP_HOLDS = ['suspended', 'dismissed'] as const
export type GroupHold = (typeof GROUP_HOLDS)[number]

/** Why a link lets nobody in, as staff and signed callers are told. */
export const NOT_WORKING = [
  'unknown',
  'revoked',
  'group_dismissed',
  'paused',
  'group_suspended',
  'expired',
  'used_up',
] as const
export type NotWorking = (typeof NOT_WORKING)[number]

/** Why somebody whom we know was not let in by a link that works. */
export const NOT_LET_IN = [
  'information_only',
  'once_used',
  'being_used',
  'already_member',
  'already_applied',
  'application_refused',
  'sanctioned',
  'group_full',
  'group_ownerless',
  'group_deleted',
  'unknown_user',
  'openim_refused',
] as const
export type NotLetIn = (typeof NOT_LET_IN)[number]

export const REFUSALS = [...NOT_WORKING, ...NOT_LET_IN] as const
export type Refusal = (typeof REFUSALS)[number]
export const refusal = z.enum(REFUSALS)

export type LinkFacts = {
  state: OwnState
  groupHold: GroupHold | null
  expiresAt: number | null
  maxUses: number | null
  used: number
}

/** The one state of a link that people are shown. */
export type LinkState = 'working' | Exclude<NotWorking, 'unknown'>

/** What holds of a link at `now` (ms): what cannot come back first, then what stands in the way. Pure. */
export function stateOfLink(
  { state, groupHold, expiresAt, maxUses, used }: LinkFacts,
  now: number,
): LinkState {
  if (state === 'revoked') return 'revoked'
  if (groupHold === 'dismissed') return 'group_dismissed'
  if (state === 'paused') return 'paused'
  if (groupHold === 'suspended') return 'group_suspended'
  if (expiresAt !== null && expiresAt <= now) return 'expired'
  if (maxUses !== null && used >= maxUses) return 'used_up'
  return 'working'
}
