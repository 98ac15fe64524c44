import { z } from 'zod'

/** Shapes that screens, procedures and the worker share about actions. Pure. Times are Unix ms. */

export const ACTION_NAMES = [
  'group.suspend',
  'group.lift',
  'group.dismiss',
  'group.restore',
  'group.transfer',
  'group.repair',
  'group.edit',
  'group.announce',
  'member.mute',
  'member.unmute',
  'member.kick',
  'member.add',
  'member.role',
  'member.accept',
  'member.refuse',
  'member.join',
  'message.revoke',
  'message.delete',
  'user.logout',
  'user.register',
  'user.edit',
] as const
export type ActionName = (typeof ACTION_NAMES)[number]
export const actionName = z.enum(ACTION_NAMES)
/** What somebody may ask for by its name. Redemptions alone let people in by a link: they hold a use of it. */
export const actionByHand = actionName.refine((action): boolean => action !== 'member.join', {
  error: 'action_by_link',
})

export const LEDGER_STATES = [
  'awaiting_approval',
  'planned',
  'sending',
  'unknown',
  'verified',
  'already_so',
  'failed',
  'refused',
  'cancelled',
] as const
export type LedgerState = (typeof LEDGER_STATES)[number]

/** Why Steward does something by itself. */
export const CAUSES = [
  'suspension_ended',
  'drift',
  'proposal',
  'proposal_over',
  'purged_again',
  'invite',
] as const
export type Cause = (typeof CAUSES)[number]

export type Standing = 'good' | 'under_review' | 'suspended' | 'dismissed'

/** One sentence of a plan: a key of the message catalogues (`plan.<key>`) and what fills it. */
export type Fact = { key: string; values?: Record<string, string | number> }

export type NamedSubject = { kind: 'group' | 'member' | 'message' | 'user'; id: string; name: string }

/** What an action would do, worked out without writing anything. */
export type Plan = {
  action: ActionName
  subject: NamedSubject
  /** The group and the person it touches, where there are such. */
  touches: { groupId: string | null; userId: string | null }
  /** Version of the subject this was planned on; goes back with the submission. */
  version: number
  /** How many people it touches. */
  people: number
  /** How many are in the group that it acts on, where it touches only some of them. */
  largest?: number
  /** What will change, what is kept first, what cannot be held; in reading order. */
  consequences: Fact[]
  /** Why it cannot be done; empty when it can. */
  obstacles: Fact[]
  /** Only roles that may act on protected subjects can submit it. */
  isProtected: boolean
  /** Whether and for how long (days) it can be taken back; null days = without limit. */
  takenBack: { by: ActionName; days: number | null } | null
  /** What is taken where the input leaves it open, by the name of the input's field. */
  defaults?: Record<string, string>
  /** When OpenIM (or, while it is away, the index) was read for this. */
  readAt: number
  /** False while OpenIM is away: the plan rests on the index and is made anew before anything is sent. */
  live: boolean
  /** Length of the undo window, ms. */
  undoMs: number
  /** Set where a second person has to agree: why, and until when (ms) they can. */
  approval: { rule: 'dismissal' | 'people' | 'items' | 'limit'; expiresAt: number } | null
}

/** Something that another action waited for. `media`: what was found behind its links, once it ended. */
export type FirstItem = {
  id: string
  action: ActionName
  subjectId: string
  state: LedgerState
  media: string | null
}

/** A ledger row as people see it. */
export type LedgerItem = {
  id: string
  action: ActionName
  subject: NamedSubject
  input: Record<string, unknown>
  state: LedgerState
  /** Null where Steward did it by itself, because of `cause`. */
  by: { id: string; name: string } | null
  cause: Cause | null
  reason: string | null
  caseNumber: number | null
  batchNumber: number | null
  createdAt: number
  /** End of the undo window while it is planned. */
  dueAt: number
  sentAt: number | null
  settledAt: number | null
  /** `{step, done, total}` of long work. `step` is a key of the catalogues (`step.<key>`). */
  progress: { step: string; done: number; total: number } | null
  /** Why it waits or how it ended: key of the catalogues (`outcome.<code>`) with facts. */
  outcome: { code: string; facts: Record<string, string | number> } | null
  /** What takes it back, when it can be taken back now. */
  inverse: { action: ActionName; input: Record<string, unknown> } | null
  cancellable: boolean
  /** What had to end before it began; empty where nothing had to. */
  first: FirstItem[]
  /** The request to a second person, where it needed one. */
  approval: {
    id: string
    state: 'waiting' | 'approved' | 'refused' | 'expired' | 'withdrawn' | 'emergency'
    expiresAt: number
    decidedBy: string | null
  } | null
  events: { state: LedgerState; at: number }[]
}

export const reasonInput = z.string().trim().min(3, 'reason_too_short').max(2000, 'reason_too_long')
