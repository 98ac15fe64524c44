import type { InviteMode } from '@/server/features/invites/schema'

/** What strangers see of an invite link. Pure. Times are Unix ms. */

/** How big a group is, told in steps: the exact number is its members' business. */
export const SIZE_BANDS = [
  'under_10',
  '10_to_49',
  '50_to_199',
  '200_to_999',
  '1000_to_4999',
  '5000_up',
] as const
export type SizeBand = (typeof SIZE_BANDS)[number]

const FROM = [0, 10, 50, 200, 1_000, 5_000] as const

/** The step that a number of members belongs to. */
export function sizeBandOf(members: number): SizeBand {
  const at = FROM.findLastIndex((from) => members >= from)
  return SIZE_BANDS[Math.max(0, at)] ?? 'under_10'
}

/** What a group shows of itself, unless it hides it. */
export type GroupCard = { name: string; introduction: string; pictureUrl: string | null }

/** A link that works. */
export type WorkingLink = {
  code: string
  inviteId: string
  groupId: string
  mode: InviteMode
  expiresAt: number | null
  size: SizeBand
  /** Null where the group hides it. */
  card: GroupCard | null
}
