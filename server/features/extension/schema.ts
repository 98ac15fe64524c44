import { z } from 'zod'
import { reasonInput } from '@/server/actions/schema'

/** What staff keep about groups and people beyond OpenIM: shapes that screens and procedures share. Pure. */

/** OpenIM limits no id. */
export const subjectId = z.string().min(1).max(200)
const group = z.object({ groupId: subjectId })
const person = z.object({ userId: subjectId })
const note = z.object({ text: z.string().trim().min(1, 'note_missing').max(4_000, 'note_too_long') })
const protection = z.object({ protected: z.boolean(), reason: reasonInput })

/** A comma parts tags in the addresses of lists. */
const tag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((text) => !text.includes(','), 'tag_with_comma')

export const groupSubject = group
export const setCategoryInput = group.extend({ category: z.string().trim().min(1).max(64).nullable() })
export const setTagsInput = group.extend({
  tags: z
    .array(tag)
    .max(20)
    .transform((tags) => [...new Set(tags)].sort()),
})
export const groupNoteInput = group.extend(note.shape)
export const protectGroupInput = group.extend(protection.shape)

/**
 * Standing is ours: OpenIM is told nothing of it. A group's follows what was done to it: suspending, lifting, dismissing
 * and restoring set it (`server/actions/desired-store.ts`). By hand it is only put under review or taken out of it, which
 * can be done while it is neither suspended nor dismissed and is remembered beneath a later suspension. An open case puts
 * a group under review all by itself, as long as it is open. A person cannot be suspended or dismissed in the chat, so
 * theirs is set by hand alone: suspended is a sanction on record, and a restore leaves them out. Nobody is dismissed by
 * hand.
 */
export const GROUP_STANDINGS = ['good', 'under_review'] as const
export const setGroupStandingInput = group.extend({
  standing: z.enum(GROUP_STANDINGS),
  reason: reasonInput,
})

export const PERSON_STANDINGS = ['good', 'under_review', 'suspended'] as const
export const setStandingInput = person.extend({ standing: z.enum(PERSON_STANDINGS), reason: reasonInput })
export const personNoteInput = person.extend(note.shape)
export const protectPersonInput = person.extend(protection.shape)

/** A note as it stands: nobody can change it. */
export type Note = {
  id: string
  by: { id: string; name: string }
  /** ms */
  at: number
  /** Null where its subject was erased since. */
  text: string | null
}
