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
