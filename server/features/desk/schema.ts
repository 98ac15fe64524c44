import { z } from 'zod'

/** Shapes of what owners configure for the review desk: queues, reasons, policies. Pure. Times are ms. */

/** A name or a text in each language of the console; English is what another language falls back to. */
export const localised = z.object({ en: z.string(), 'zh-CN': z.string().optional() })
export type Localised = z.infer<typeof localised>

/** Which cases a queue takes: all given conditions hold. Without any it takes every case. */
export const queueRules = z.strictObject({
  emergency: z.boolean().optional(),
  automated: z.boolean().optional(),
  reasons: z.array(z.string()).optional(),
  /** Of the report's text: language codes such as `en`, `zh`. */
  languages: z.array(z.string()).optional(),
  /** Categories of the group. */
  categories: z.array(z.string()).optional(),
  /** Groups with at least so many members. */
  minMembers: z.number().int().min(1).optional(),
})
export type QueueRules = z.infer<typeof queueRules>

/** What rules look at. */
export type RoutedCase = {
  reason: string
  emergency: boolean
  automated: boolean
  language: string
  category: string | null
  members: number
}

/** The fields of a reason that a case takes over. */
export type ReasonRules = {
  id: string
  severity: number
  emergency: boolean
  deadlineMs: number
  queueId: string | null
}

/** Where every case can go. */
export const FALLBACK_QUEUE = 'general'
/** Where emergencies go; it can be renamed, not removed. */
export const EMERGENCY_QUEUE = 'emergency'
