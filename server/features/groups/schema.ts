import { z } from 'zod'
import type { LedgerItem, Standing } from '@/server/actions/schema'
import { listCursor, moment, yesNo } from '@/server/features/filters/schema'

/** Shapes of groups that screens and procedures share. Pure. Times are Unix ms. */

/** As OpenIM has it; `gone` where it no longer knows the group. */
export const GROUP_STATUSES = ['normal', 'banned', 'dismissed', 'muted', 'gone'] as const
export type GroupStatus = (typeof GROUP_STATUSES)[number]
/** `members` and `newest` are the greatest first. */
export const GROUP_SORTS = ['members', 'fewest', 'newest', 'oldest', 'name', 'name_desc'] as const

const size = z.coerce.number<string | number>().int().min(0).max(1_000_000_000)
/** Several tags; in an address with commas between them. */
const tags = z
  .union([z.string().transform((text) => text.split(',')), z.array(z.string())])
  .pipe(z.array(z.string().trim().min(1).max(64)).max(5))

/** What groups are looked for. Every part may also be text, as an address has it. */
export const groupFilter = z.object({
  /** Part of the name in any script, capitals or not; or the exact id. */
  q: z.string().trim().max(100).optional(),
  owner: z.string().trim().max(64).optional(),
  status: z.enum(GROUP_STATUSES).optional(),
  standing: z.enum(['good', 'under_review', 'suspended', 'dismissed']).optional(),
  category: z.string().trim().max(64).optional(),
  /** The group has all of them. */
  tags: tags.optional(),
  minMembers: size.optional(),
  maxMembers: size.optional(),
  /** Unix ms, both included. */
  createdFrom: moment.optional(),
  createdTo: moment.optional(),
  openCase: yesNo.optional(),
  /** Nobody owns it, though it is not dismissed: it can be neither dismissed nor edited before it is repaired. */
  ownerless: yesNo.optional(),
  sort: z.enum(GROUP_SORTS).default('members'),
})
export type GroupFilter = z.infer<typeof groupFilter>

export const groupListInput = groupFilter.extend({
  cursor: listCursor.nullish(),
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
  category: string | null
  tags: string[]
  /** Only the owner role may act on it. */
  protected: boolean
  createdAt: number
  readAt: number
  openCases: number
}

/** How many match. Beyond `MOST_COUNTED` it is not counted on: `more` then, and `count` is that number. */
export type MatchCount = { count: number; more: boolean }
export const MOST_COUNTED = 100_000

export type GroupDetail = GroupItem & {
  introduction: string
  /** Staff put it under review by hand, whatever is shown as its standing now. */
  underReview: boolean
  /** When its suspension ends by itself, ms; null where it is not suspended, or until somebody lifts it. */
  suspendedUntil: number | null
  /** Version of the subject, for planning. */
  version: number
  cases: {
    number: number
    reason: string
    state: 'open' | 'decided' | 'closed'
    openedAt: number
    reports: number
  }[]
  /** How many there are; `cases` are the newest of them. */
  casesCount: number
  ledger: LedgerItem[]
  snapshot: {
    takenAt: number
    people: number
    /** How many OpenIM's webhook alone names besides. */
    toldBesides: number
    /** `webhook`: nobody read it; OpenIM's webhook said who was in the group. */
    source: 'read' | 'webhook'
    expiresAt: number
  } | null
}

/** State read from OpenIM just now; `read: false` when it could not be. */
export type GroupLive =
  | {
      read: true
      at: number
      status: Exclude<GroupStatus, 'gone'>
      members: number
      ownerId: string
      agrees: boolean
    }
  | { read: false; lastReadAt: number }

export const groupIdInput = z.object({ groupId: z.string().min(1).max(64) })
