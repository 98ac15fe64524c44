import { z } from 'zod'
import { reasonInput } from '@/server/actions/schema'
import { caseFilter } from '@/server/features/cases/schema'

/** Shapes of what people do with a case besides deciding it. Pure. Times are Unix ms. */

/** A skipped case comes back to whoever skipped it after this long, ms: what everybody skips must not wait for ever. */
export const SKIP_MS = 12 * 3_600_000
/** Nobody plans further ahead, ms. */
export const LONGEST_SNOOZE_MS = 90 * 86_400_000

const caseId = z.uuid()
const seen = z.object({ caseId, epoch: z.number().int().min(0) })
const noteText = z.string().trim().min(1, 'note_missing').max(4_000, 'note_too_long')

/**
 * `leaving`: the case that is open and held, which goes back into the queue with the same stroke. `besides`: one that is
 * just being decided. `within`: the filters of the list beside it.
 */
export const nextInput = z.object({
  leaving: seen.nullish(),
  besides: caseId.optional(),
  within: caseFilter.pick({ queue: true, reason: true, kind: true }).default({}),
})
export type Within = z.output<typeof nextInput>['within']
export const skipInput = seen
export const snoozeInput = seen.extend({ until: z.number().int().min(0).max(8.64e15) })
export const wakeInput = z.object({ caseId })
export const assignInput = seen.extend({ staffId: z.uuid().nullable() })
export const escalateInput = seen.extend({ queueId: z.string().min(1).max(40), reason: reasonInput })
export const watchInput = z.object({ caseId, watched: z.boolean() })
export const holdInput = z.object({ caseId, hold: z.boolean(), reason: reasonInput })
export const handOverInput = z.object({
  caseId,
  authority: z.string().trim().min(1, 'authority_missing').max(200),
  reference: z.string().trim().max(200).default(''),
  text: noteText,
})

export const ofCaseInput = z.object({ caseId })
export const NOTE_KINDS = ['note', 'question', 'answer', 'escalation', 'handover', 'lost_text'] as const
export type NoteKind = (typeof NOTE_KINDS)[number]
export const noteInput = z.object({ caseId, text: noteText, lost: z.boolean().default(false) })
export const askInput = z.object({ caseId, text: noteText, staffId: z.uuid() })
export const answerInput = z.object({ questionId: z.uuid(), text: noteText })

export type CaseNoteItem = {
  id: string
  kind: NoteKind
  /** The case it was written about: another one where that was merged into this. */
  caseNumber: number
  by: { id: string; name: string }
  /** Whom a question is for. */
  to: { id: string; name: string } | null
  /** The question that this answers. */
  answers: string | null
  answered: boolean
  at: number
  /** Null where what it is about was erased. */
  text: string | null
}

/** One open page looks at a case; `gone` when it does no longer. */
export const lookInput = z.object({ caseId, screen: z.uuid(), gone: z.boolean().default(false) })
/** Who looks at a case now. */
export type Looker = { id: string; name: string; until: number }

const chatId = z.string().trim().min(1, 'id_missing').max(64)
export const linkInput = seen.extend({
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('group'), id: chatId }),
    z.object({ kind: z.literal('user'), id: chatId }),
    /** `<conversation id>#<seq>` */
    z.object({ kind: z.literal('message'), id: z.string().trim().min(1, 'id_missing').max(300) }),
  ]),
})
export const splitInput = seen.extend({
  subjectIds: z.array(z.uuid()).min(1, 'nothing_chosen').max(200),
  reason: reasonInput,
})
export const mergeInput = seen.extend({
  caseIds: z.array(caseId).min(1, 'nothing_chosen').max(50, 'too_many_chosen'),
  reason: reasonInput,
})
/** A case that says the same: it may go into this one. */
export type MergeProposal = {
  caseId: string
  number: number
  name: string
  reason: string
  reports: number
  /** Why: the same content, or the same person's messages. */
  because: 'content' | 'sender'
}

/** A colleague who can be given a case or asked about it. */
export type Colleague = { id: string; name: string }
