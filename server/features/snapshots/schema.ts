import { z } from 'zod'

/** Shapes of kept member lists that screens and procedures share. Pure. Times are Unix ms. */

export const snapshotListInput = z.object({
  /** Of one group. */
  groupId: z.string().min(1).max(64).optional(),
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})
export type SnapshotListInput = z.output<typeof snapshotListInput>

/** A member list kept before a dismissal. */
export type SnapshotItem = {
  id: string
  group: { id: string; name: string }
  /** The dismissal that it was kept for; null where OpenIM's webhook alone told of one. */
  ledgerId: string | null
  /** How many webhooks alone name besides. */
  toldBesides: number
  takenAt: number
  /** How many people it brings back. */
  people: number
  /** When its time is over: nobody can restore from it any more, and its members are deleted within a day. */
  expiresAt: number
  /** Days until then, rounded: 0 on the last of them; null where it is over. */
  daysLeft: number | null
  /** When its members were deleted. */
  deletedAt: number | null
}
