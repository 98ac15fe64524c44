import { z } from 'zod'
import { SUBJECT_KINDS, type SubjectKind } from '@/server/features/cases/schema'

/** Shapes of the inbox that the screen and the procedures share. Pure. Times are Unix ms. */

/**
 * Why somebody is told of a case: it was given to them, asked of them, their question was answered, an action of their
 * decision failed; or they follow it and it was decided, opened again, went into another case, was reported or noted.
 */
export const INBOX_KINDS = [
  'assigned',
  'asked',
  'answered',
  'failed',
  'decided',
  'reopened',
  'merged',
  'report',
  'note',
] as const
export type InboxKind = (typeof INBOX_KINDS)[number]

export const inboxItem = z.object({
  id: z.string(),
  kind: z.enum(INBOX_KINDS),
  /** Of the case. */
  number: z.number(),
  subject: z.object({ kind: z.enum(SUBJECT_KINDS), name: z.string() }),
  /** Who did it; null where nobody in particular did. */
  by: z.string().nullable(),
  /** How often it happened since it was read last. */
  times: z.number(),
  at: z.number(),
  read: z.boolean(),
})
export type InboxItem = z.output<typeof inboxItem> & { subject: { kind: SubjectKind } }

export const inboxListInput = z.object({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(50).default(20),
})

/** One item, or all that came until `upTo` (ms), so that nothing is marked that came meanwhile. */
export const markReadInput = z.union([
  z.strictObject({ id: z.uuid() }),
  z.strictObject({ upTo: z.number().int().min(0).max(8.64e15) }),
])
export type MarkRead = z.output<typeof markReadInput>
