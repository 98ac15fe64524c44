import { z } from 'zod'
import { type ActionName, reasonInput } from '@/server/actions/schema'
import type { Localised } from '@/server/features/desk/localised'

/** Shapes of appeals and of second looks at decisions. Pure. Times are Unix ms. */

const appealText = z.string().trim().min(3, 'reason_too_short').max(4_000, 'text_too_long')

/** What a client app sends. */
export const appealInput = z.strictObject({
  /** The number in the notice that is appealed against. */
  notice: z.string().min(1).max(40),
  text: z
    .string()
    .trim()
    .min(3, 'must have at least 3 characters')
    .max(4_000, 'must have at most 4000 characters'),
})

/** What a backend sends: for whom, too. */
export const clientAppealInput = appealInput.extend({
  userId: z.string().min(1, 'must not be empty').max(64, 'must have at most 64 characters'),
})

/** An appeal that reached staff otherwise, written down for whoever made it. */
export const fileAppealInput = z.object({
  caseNumber: z.number().int().min(1).max(2_147_483_647),
  userId: z.string().min(1).max(256),
  text: appealText,
})

export const decideReviewInput = z.object({
  caseId: z.uuid(),
  epoch: z.number().int().min(0),
  /** Whether it breaks the rules, by whoever looks at it now. */
  violation: z.boolean(),
  /** What is taken back though it breaks the rules: single actions that went too far. Of no violation all is. */
  takeBack: z.array(z.uuid()).max(100, 'actions_too_many').optional(),
  reason: reasonInput,
})
/** A verdict that is put in before the first one is seen. */
export const putInVerdictInput = decideReviewInput.pick({ caseId: true, epoch: true, violation: true })
export type DecideReviewInput = z.output<typeof decideReviewInput>
export type PutInVerdictInput = z.output<typeof putInVerdictInput>

/** A policy as a decision froze it, and as it stands where that differs. */
export type PolicyThen = {
  id: string
  names: Localised
  version: number
  texts: Localised
  now: { version: number; names: Localised; texts: Localised } | null
}

/** What a case looks at again. */
export type Review = {
  /** The verdict that was put in before the first one was seen. */
  verdictIn: boolean | null
  /** The case in which it was decided; null while the first verdict is hidden. */
  number: number | null
  appeal: { userId: string; name: string; text: string | null; at: number; writtenBy: string | null } | null
  /** Null while it is hidden from whoever looks again. */
  first: {
    outcome: 'acted' | 'dismissed'
    by: string
    at: number
    reason: string | null
    policy: PolicyThen | null
    actions: {
      id: string
      action: ActionName
      name: string
      inverse: ActionName | null
      /** Whether it can be taken back now. */
      open: boolean
    }[]
  } | null
}

/** How often a second look came to another result. */
export type ReviewRate = { upheld: number; overturned: number; rate: number | null }
