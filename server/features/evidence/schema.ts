import { z } from 'zod'
import type { CaseReport, EvidenceMessage, SeenRole, ShownEvidence } from '@/server/features/cases/schema'

/** Shapes of looking at evidence that screens and procedures share. Pure. Times are Unix ms. */

export const partInput = z.object({ subjectId: z.uuid() })
export const accusedInput = z.object({ caseId: z.uuid() })
export const revealInput = z.object({ mediaId: z.uuid() })

/** How many more messages of a conversation one look shows. */
export const MORE = 30

export const moreMessagesInput = z.object({
  subjectId: z.uuid(),
  side: z.enum(['before', 'after']),
  /** The first or last message that is shown already. */
  seq: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  purpose: z.string().trim().min(3, 'purpose_too_short').max(500, 'reason_too_long'),
})

/** One part of a case: what is kept of it and what was reported. */
export type PartDetail = { evidence: ShownEvidence; reports: CaseReport[] }

/** Messages that are not kept: they were read just now. */
export type MoreMessages = { messages: EvidenceMessage[]; readAt: number; isEnd: boolean }

/** What OpenIM has of the reported message now. */
export type LookAgain =
  | { read: true; at: number; now: 'as_kept' | 'edited' | 'revoked' | 'deleted' | 'unseen' }
  | { read: false }

/** What the accused is in OpenIM now. */
export type AccusedNow =
  | {
      read: true
      at: number
      /** Null where OpenIM does not know them any more. */
      name: string | null
      registeredAt: number | null
      /** In the group of the case; null where it is about none. */
      role: SeenRole | null
      /** In that group; null where they may speak. */
      mutedUntil: number | null
    }
  | { read: false }
