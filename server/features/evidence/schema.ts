import { z } from 'zod'

/** Shapes of looking at evidence that screens and procedures share. Pure. Times are Unix ms. */

/** Whoever is or was in a group. */
export type SeenRole = 'owner' | 'admin' | 'member' | 'former'

/** What a reporter's copy says otherwise than OpenIM: the kind of message, who sent it, when, its words or its media. */
export type CopyDifference = 'type' | 'sender' | 'time' | 'words' | 'media'

/** How long what is kept of a case is kept. Times are Unix ms. */
export type Retention = {
  /** After it closed. */
  days: number
  /**
   * The legal hold that stands: set by somebody, by handing the case over, with an emergency, or where it came from a case
   * that it was split off or took in.
   */
  hold: {
    because: 'set' | 'handed_over' | 'emergency' | 'moved'
    by: string | null
    at: number | null
  } | null
  /** A case that belongs to it is not over or is held, and keeps it. */
  waits: boolean
  /** When its time is over; null while it is open. */
  purgeAt: number | null
}

/** Media of a reported message, as far as it was copied. Never its address: browsers get it from Steward alone. */
export type EvidenceMediaItem = {
  id: string
  part: 'picture' | 'preview' | 'voice' | 'video' | 'file'
  name: string
  /** `too_large` and `refused` (an address inside the network) are final, like `gone` and `failed`. */
  state: 'wanted' | 'stored' | 'gone' | 'refused' | 'too_large' | 'failed'
  type: string | null
  bytes: number | null
  sha256: string | null
  width: number | null
  height: number | null
  /** Whether it can be looked at here; else it can only be saved as a file. */
  shows: 'picture' | 'sound' | 'film' | null
  purgedAt: number | null
}

/** What OpenIM had of the reported message at a later time. */
export type EvidenceSightingItem = {
  id: string
  kind: 'edited' | 'revoked' | 'deleted' | 'back'
  seenAt: number
  /** What an edited message said then. */
  text: string | null
  /** When it was taken back, where OpenIM says. */
  revokedAt: number | null
}

/** One message of the evidence, as OpenIM had it. */
export type EvidenceMessage = {
  seq: number
  sender: { id: string; name: string; role: SeenRole | null }
  sentAt: number
  contentType: number
  /** Text of text messages, at most its first 20,000 characters; empty for others. */
  text: string
  /** How long the text is in all, where that is not all of it. */
  cut: number | null
  /** Address of the picture of a picture message, which is loaded when somebody reveals it. */
  pictureUrl: string | null
  /** There is a picture, and no address is told: the case is an emergency. */
  pictureHeld: boolean
  reported: boolean
  revokedAt: number | null
  deleted: boolean
}

/** What is kept of one thing that a case is about. */
export type ShownEvidence = {
  /** The part of the case that it belongs to. */
  subjectId: string
  state: 'wanted' | 'stored' | 'gone'
  fetchedAt: number | null
  sha256: string | null
  bytes: number | null
  /** From then on only hash and size are left. */
  purgedAt: number | null
  messages: EvidenceMessage[]
  media: EvidenceMediaItem[]
  sightings: EvidenceSightingItem[]
  group: {
    id: string
    name: string
    introduction: string
    members: number
    ownerId: string
    status: string
  } | null
  person: { id: string; name: string; faceUrl: string } | null
}

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
