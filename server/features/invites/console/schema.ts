import { z } from 'zod'
import { subjectId } from '@/server/features/extension/schema'
import { listCursor, yesNo } from '@/server/features/filters/schema'
import {
  type GroupHold,
  INVITE_MODES,
  type InviteMode,
  type LinkState,
  NOT_WORKING,
  type OwnState,
  PAUSE_REASONS,
  type PauseReason,
  type Refusal,
} from '@/server/features/invites/schema'

/** Shapes of invite links that the console's screens and procedures share. Pure. Times are Unix ms. */

export const LINK_STATES = ['working', ...NOT_WORKING.filter((why) => why !== 'unknown')] as const

/** What links are looked for. Every part may also be text, as an address has it. */
export const inviteFilter = z.object({
  /** Part of the group's name, the label, who asked for it or the ticket; a code or its beginning, a link, a group's id. */
  q: z.string().trim().max(200).optional(),
  state: z.enum(LINK_STATES).optional(),
  /** Why it is paused. */
  why: z.enum(PAUSE_REASONS).optional(),
  mode: z.enum(INVITE_MODES).optional(),
  group: subjectId.optional(),
  /** Made by whoever asks. */
  mine: yesNo.optional(),
})
export type InviteFilter = z.infer<typeof inviteFilter>

export const inviteListInput = inviteFilter.extend({
  cursor: listCursor.nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

export type InviteItem = {
  id: string
  code: string
  /** The code as people read it. */
  spelled: string
  version: number
  /** Name: null where Steward does not know the group any more. */
  group: { id: string; name: string | null }
  mode: InviteMode
  label: string
  requester: string
  ticket: string
  creator: { kind: 'staff' | 'client'; name: string } | null
  /** What holds now, and what it comes of. */
  state: LinkState
  ownState: OwnState
  pauseReason: PauseReason | null
  groupHold: GroupHold | null
  used: number
  maxUses: number | null
  oncePerPerson: boolean
  expiresAt: number | null
  createdAt: number
  lastUsedAt: number | null
}

export type InviteDetail = InviteItem & {
  counts: { joined: number; applied: number; reserved: number; refused: number; returned: number }
  /** Uses on each of the last days, oldest first; the last one is today. */
  days: { day: string; joined: number; applied: number }[]
  /** Who was turned away last, newest first. */
  refusals: RefusalItem[]
}

/** Days that an invite page looks back. */
export const USE_DAYS = 30

export type RefusalItem = {
  reference: string
  why: Refusal
  at: number
  user: { id: string; name: string | null } | null
}

/** By its id or its code. */
export const inviteKeyInput = z.object({
  key: z.string().max(64),
  timeZone: z.string().max(64).default('UTC'),
})

/** Arrivals to look at. `sanctioned`: those who were sanctioned since. */
export const ARRIVAL_KINDS = ['joined', 'applied', 'reserved', 'refused', 'sanctioned'] as const
export type ArrivalKind = (typeof ARRIVAL_KINDS)[number]

/** What stands in the address of a link's page. */
export const arrivalFilter = z.object({ kind: z.enum(ARRIVAL_KINDS).optional() })

export const arrivalListInput = arrivalFilter.extend({
  inviteId: z.uuid(),
  cursor: z.uuid().nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})
export type ArrivalListInput = z.output<typeof arrivalListInput>

/** What was done to somebody after they came. `suspended`: on record. */
export const SANCTIONS = ['suspended', 'kicked', 'muted'] as const
export type ArrivalSanction = (typeof SANCTIONS)[number]

export type Arrival = {
  id: string
  inviteId: string
  group: { id: string; name: string | null }
  user: { id: string; name: string | null }
  state: 'reserved' | 'joined' | 'applied' | 'refused'
  /** Why it was refused. */
  why: Refusal | null
  at: number
  ledgerId: string | null
  /** It holds a use of its link. */
  counted: boolean
  returnedAt: number | null
  sanctions: ArrivalSanction[]
}

export const presenceInput = z.object({ groupId: subjectId, userIds: z.array(subjectId).max(100) })

/** Who of them is in the group now; `read: false` where OpenIM could not be asked. */
export type Presence = { read: true; at: number; present: string[] } | { read: false }

export const undoJoinsInput = z.object({
  inviteId: z.uuid(),
  which: z.union([
    z.enum(['all', 'sanctioned']),
    z.object({ redemptionIds: z.array(z.uuid()).min(1).max(1_000) }),
  ]),
})
export type UndoJoins = z.output<typeof undoJoinsInput>

export const personArrivalsInput = z.object({ userId: subjectId })

export const checkInput = z.object({
  /** A link, a code, or a reference that somebody was shown. */
  text: z.string().trim().min(1).max(500),
  userId: z.string().trim().max(200).optional(),
})
export type CheckInput = z.output<typeof checkInput>

/** What was found out about a link, a code or a reference. */
export type Checked = {
  read: 'code' | 'reference' | 'neither'
  /** The refusal whose reference it is. */
  refusal: (RefusalItem & { code: string }) | null
  invite: InviteItem | null
  user: { id: string; name: string | null } | null
  /** What this person, or anybody, would be told now; null: they would be let in. Null too without a link. */
  why: Refusal | null
  /** OpenIM could not be asked: what only it knows is missing. */
  away: boolean
  /** How this person used this link last. */
  arrival: Arrival | null
  /** What the group keeps for its links; members as OpenIM was read. */
  memberLimit: number | null
  members: number | null
}

/** What stands in the address of the page that checks links. */
export const checkFilter = z.object({
  text: z.string().trim().min(1).max(500).optional(),
  user: z.string().trim().max(200).optional(),
})
