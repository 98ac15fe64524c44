import { z } from 'zod'
import type { LedgerItem, Standing } from '@/server/actions/schema'

/** Shapes of groups that screens and procedures share. Pure. Times are Unix ms. */

export const GROUP_STATUSES = ['normal', 'banned', 'dismissed', 'muted'] as const
export type GroupStatus = (typeof GROUP_STATUSES)[number]
export const GROUP_SORTS = ['members', 'newest', 'oldest'] as const

export const groupFilter = z.object({
  q: z.string().trim().max(100).optional(),
  status: z.enum(GROUP_STATUSES).optional(),
  standing: z.enum(['good', 'under_review', 'suspended', 'dismissed']).optional(),
  sort: z.enum(GROUP_SORTS).default('members'),
})
export type GroupFilter = z.infer<typeof groupFilter>

export const groupListInput = groupFilter.extend({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

export type GroupItem = {
  groupId: string
  name: string
  faceUrl: string
  owner: { id: string; name: string } | null
  members: number
  status: GroupStatus
  standing: Standing
  createdAt: number
  readAt: number
  openCases: number
}

export type GroupDetail = GroupItem & {
  introduction: string
  /** Version of the subject, for planning. */
  version: number
  cases: {
    number: number
    reason: string
    state: 'open' | 'decided' | 'closed'
    openedAt: number
    reports: number
  }[]
  ledger: LedgerItem[]
  snapshot: { takenAt: number; people: number; expiresAt: number } | null
}

/** State read from OpenIM just now; `read: false` when it could not be. */
export type GroupLive =
  | { read: true; at: number; status: GroupStatus; members: number; ownerId: string; agrees: boolean }
  | { read: false; lastReadAt: number }

export type GroupMember = {
  userId: string
  nickname: string
  faceUrl: string
  role: 'owner' | 'admin' | 'member'
  joinedAt: number
  mutedUntil: number | null
}

export const groupIdInput = z.object({ groupId: z.string().min(1).max(64) })
export const groupMembersInput = groupIdInput.extend({ page: z.number().int().min(1).max(10_000).default(1) })
export const MEMBERS_PER_PAGE = 50
