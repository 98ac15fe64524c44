import { z } from 'zod'

/** Shapes of what people are told after a decision, and of the settings about it. Pure. Times are Unix ms. */

export const NOTICE_LANGUAGES = ['en', 'zh-CN'] as const
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number]

const NOTICE_KINDS = ['outcome', 'statement', 'correction', 'review'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What holds after a decision: who sends its notices, how it can be appealed, how many are looked at again. */
export const afterDecision = z.strictObject({
  /** The notification account that notices come from; null where they are only readable through the API. */
  accountId: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,64}$/, 'account_invalid')
    .nullable(),
  /** The name that the account sends under. */
  accountName: z.string().trim().min(1, 'name_missing').max(80, 'name_too_long'),
  /** Where nobody's language is known. */
  language: z.enum(NOTICE_LANGUAGES),
  appealDays: z.number().int().min(1).max(365),
  /** Whoever looks at an appeal does not see the first verdict before giving theirs. */
  blindAppeals: z.boolean(),
  /** Of closed decisions, how many in a hundred a second person decides again blind. */
  samplePercent: z.number().int().min(0).max(5),
})
export type AfterDecision = z.infer<typeof afterDecision>

export const setAfterDecisionInput = z.object({ value: afterDecision, version: z.number().int().min(0) })

/** A notice as its recipient reads it. */
export type OwnNotice = {
  number: string
  kind: NoticeKind
  language: string
  text: string
  at: number
  /** Until when (ms) it can be appealed with this number; null where it cannot. */
  appealUntil: number | null
}

/** A notice as staff see it. */
export type CaseNotice = {
  id: string
  number: string
  kind: NoticeKind
  userId: string
  name: string
  language: string
  state: 'due' | 'sending' | 'sent' | 'kept' | 'failed'
  /** Null where its recipient's key was destroyed. */
  text: string | null
  at: number
  sentAt: number | null
}
