import { z } from 'zod'
import { listCursor } from '@/server/features/filters/schema'
import { type GroupItem, groupIdInput } from '../schema'

/** Shapes of one group's page that screens and procedures share. Pure. Times are Unix ms. */

export const MEMBER_ROLES = ['owner', 'admin', 'member'] as const

/** What members are looked for; every part may also be text, as an address has it. */
export const memberFilter = z.object({
  /** Part of the name in the group or of the id. */
  q: z.string().trim().max(100).optional(),
  role: z.enum(MEMBER_ROLES).optional(),
})
export type MemberFilter = z.output<typeof memberFilter>

export const memberListInput = groupIdInput.extend({
  ...memberFilter.shape,
  cursor: listCursor.nullish(),
  limit: z.number().int().min(1).max(200).default(100),
})
export type MemberListInput = z.output<typeof memberListInput>

export type GroupMember = {
  userId: string
  /** The name in the group. */
  nickname: string
  faceUrl: string
  role: (typeof MEMBER_ROLES)[number]
  joinedAt: number
  /** 1 by an admin, 2 invitation, 3 search, 4 QR code, 0 joined directly. */
  joinSource: number
  inviterId: string | null
  mutedUntil: number | null
  /** How often somebody reported them in this group; 0 for roles that may not read cases. */
  reports: number
}

export type MemberPage = {
  items: GroupMember[]
  nextCursor: string | null
  /** Everybody in the group, and how many of them match. */
  total: number
  matching: number
  readAt: number
  /** Something was done since: read again in a moment. */
  overtaken: boolean
}

/** Somebody who was reported in a group. */
export type ReportedMember = { userId: string; name: string; reports: number; openCases: number }

/** What messages are read for; it is audited. */
export const groupMessagesInput = groupIdInput.extend({
  purpose: z.string().trim().min(3, 'purpose_too_short').max(500, 'reason_too_long'),
  /** The newest so many. */
  count: z.number().int().min(1).max(200).default(50),
})

export type GroupMessage = {
  /** Subject of actions on it. */
  subjectId: string
  seq: number
  sender: { id: string; name: string }
  sentAt: number
  contentType: number
  text: string
  pictureUrl: string | null
  revoked: boolean
  deleted: boolean
}

export const joinRequestsInput = groupIdInput.extend({
  page: z.number().int().min(1).max(1_000).default(1),
})
export const REQUESTS_PER_PAGE = 50

export type PendingRequest = {
  userId: string
  nickname: string
  faceUrl: string
  message: string
  requestedAt: number
  inviterId: string | null
}

/** Why a group is near another one. */
export const RELATIONS = ['same_owner', 'owned_by_admin', 'shared_admin', 'similar_name'] as const
export type Relation = (typeof RELATIONS)[number]
export type RelatedGroup = GroupItem & { relations: Relation[] }

export type RelatedGroups = {
  items: RelatedGroup[]
  /** Of the same owner or admins there are more than are listed. */
  more: boolean
  /** False while OpenIM is away and nobody read its admins before. */
  adminsRead: boolean
}
