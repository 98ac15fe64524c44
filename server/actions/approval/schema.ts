import { z } from 'zod'
import type { ActionName, NamedSubject } from '@/server/actions/schema'

/** Shapes of approvals that screens and procedures share. Pure. Times are Unix ms. */

/** When a second person has to agree. A number that is null asks for nobody. */
export const approvalRules = z.object({
  /** Dismissing a group of this many people or more. */
  dismissalFrom: z.number().int().min(0).max(10_000_000).nullable(),
  /** Anything that touches more people than this. */
  peopleAbove: z.number().int().min(0).max(10_000_000).nullable(),
  /** A batch of more items than this. */
  itemsAbove: z.number().int().min(0).max(100_000).nullable(),
  /** After how many hours a request ends by itself. */
  expiresHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30),
})
export type ApprovalRules = z.infer<typeof approvalRules>

export const RULE_NAMES = ['dismissal', 'people', 'items', 'limit'] as const
export type RuleName = (typeof RULE_NAMES)[number]

export const APPROVAL_STATES = [
  'waiting',
  'approved',
  'refused',
  'expired',
  'withdrawn',
  'emergency',
] as const
export type ApprovalState = (typeof APPROVAL_STATES)[number]

/** How far somebody may go alone; null = as far as their role. */
export const personalLimits = z.object({
  /** Longest mute of a person, ms. */
  longestMuteMs: z.number().int().min(0).nullable(),
  /** Most people of a group they act on. */
  largestGroup: z.number().int().min(0).nullable(),
})
export type PersonalLimits = z.infer<typeof personalLimits>

/** A request as people see it. */
export type Approval = {
  id: string
  rule: RuleName
  state: ApprovalState
  action: ActionName
  /** Null for a batch. */
  subject: NamedSubject | null
  ledgerId: string | null
  batchNumber: number | null
  caseNumber: number | null
  items: number
  people: number
  reason: string | null
  by: { id: string; name: string }
  requestedAt: number
  expiresAt: number
  decidedBy: { id: string; name: string } | null
  decidedAt: number | null
  note: string | null
  /** Whether the group, or each of a batch, is suspended until it is decided. */
  suspendedMeanwhile: boolean
}
