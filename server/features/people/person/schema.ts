import { z } from 'zod'
import { namedTargets } from '@/server/actions/batch/schema'
import type { LedgerItem, Standing } from '@/server/actions/schema'
import { type Note, subjectId } from '@/server/features/extension/schema'

/** Shapes of one person that screens and procedures share. Pure. Times are Unix ms. */

export const personInput = z.object({ userId: subjectId })
export const personGroupsInput = personInput.extend({ page: z.number().int().min(1).max(10_000).default(1) })
export const GROUPS_PER_PAGE = 20

/** How far back messages are looked for, and how long that is, ms. */
export const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const

export const messagesToRemoveInput = personInput.extend({
  since: z.enum(['hour', 'day', 'week']),
  /** Everywhere where none is given. */
  groupId: subjectId.optional(),
  /** What the messages are read for; audited. */
  purpose: z.string().trim().min(3, 'purpose_too_short').max(500, 'reason_too_long'),
})

/** Messages as `messagesToRemove` found them. */
export const removeMessagesInput = z.object({ subjectIds: namedTargets })

type Case = {
  number: number
  kind: 'group' | 'message' | 'user'
  name: string
  reason: string
  state: 'open' | 'decided' | 'closed'
}

/** Somebody as OpenIM has them, and what we keep about them. */
export type PersonDetail = {
  userId: string
  nickname: string
  faceUrl: string
  /** Null where only their name has been read so far. */
  registeredAt: number | null
  /** OpenIM no longer knows them. */
  gone: boolean
  /** One of OpenIM's own accounts, which nobody acts on; null while OpenIM is away. */
  isSystem: boolean | null
  /** False while OpenIM is away: this is what the index knows. */
  live: boolean
  readAt: number
  /** Where they are connected; null while OpenIM is away. */
  online: { platformId: number; background: boolean }[] | null
  standing: Standing
  protected: boolean
  /** Version of the subject, for planning. */
  version: number
  /** What is below is empty for roles that may not read cases. */
  reportsAbout: (Case & { at: number; reports: number })[]
  reportsBy: (Case & { at: number })[]
  /** How many of each there are; those above are the newest. */
  reportsCount: { about: number; by: number }
  notes: Note[]
  /** Actions that touched them; without reasons and texts for those roles. */
  ledger: LedgerItem[]
}

/** A group somebody is in. */
export type PersonGroup = {
  groupId: string
  name: string
  faceUrl: string
  members: number
  status: 'normal' | 'banned' | 'dismissed' | 'muted'
  /** Null where OpenIM still lists a group that they are no longer in: dismissed ones linger (contract 4.4). */
  role: 'owner' | 'admin' | 'member' | null
  mutedUntil: number | null
}
