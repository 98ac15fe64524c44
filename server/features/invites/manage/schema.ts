import { z } from 'zod'
import { subjectId } from '@/server/features/extension/schema'
import { INVITE_MODES } from '@/server/features/invites/schema'

/** What staff and backends may say of invite links. Pure. Times are Unix ms. */

/** As much as PostgreSQL's check allows one link. */
export const MOST_USES = 1_000_000
/** Groups of one bulk order. */
export const MOST_GROUPS = 500

const short = z.string().trim().max(120, 'text_too_long')
const uses = z.number().int().min(1, 'uses_refused').max(MOST_USES, 'uses_refused')
const moment = z.number().int().min(0).max(8.64e15)

/** All that is said of a link besides its group. */
export const inviteTerms = z.object({
  mode: z.enum(INVITE_MODES).default('join'),
  label: short.default(''),
  /** Who asked for it, and where. */
  requester: short.default(''),
  ticket: short.default(''),
  /** Null: until it is revoked. */
  expiresAt: moment.nullable().default(null),
  /** Null: as many as come. */
  maxUses: uses.nullable().default(null),
  oncePerPerson: z.boolean().default(true),
})
export type InviteTerms = z.output<typeof inviteTerms>

export const createInviteInput = inviteTerms.extend({ groupId: subjectId })
export type CreateInvite = z.output<typeof createInviteInput>

export const createInvitesInput = inviteTerms.extend({
  groupIds: z
    .array(subjectId)
    .min(1, 'groups_missing')
    .max(MOST_GROUPS, 'groups_too_many')
    .transform((ids) => [...new Set(ids)]),
})
export type CreateInvites = z.output<typeof createInvitesInput>

const id = z.uuid()
/** The one that was seen. */
const version = z.number().int().min(1)

/** What is left out stays. Whether a person comes once only is said when a link is made and never changes. */
export const changeInviteInput = z.object({
  id,
  version,
  mode: z.enum(INVITE_MODES).optional(),
  label: short.optional(),
  requester: short.optional(),
  ticket: short.optional(),
  expiresAt: moment.nullable().optional(),
  maxUses: uses.nullable().optional(),
})
export type ChangeInvite = z.output<typeof changeInviteInput>

/** Pausing, resuming and revoking. */
export const seenInviteInput = z.object({ id, version })
export type SeenInvite = z.output<typeof seenInviteInput>

export const returnUseInput = z.object({ redemptionId: id })

/** Reminding those who lead a group of somebody's application. */
export const remindInput = z.object({ redemptionId: id })

export const groupRuleInput = z.object({ groupId: subjectId })
export const setGroupRuleInput = groupRuleInput.extend({
  hidesCard: z.boolean(),
  memberLimit: z.number().int().min(1, 'uses_refused').max(MOST_USES, 'uses_refused').nullable(),
})
export type SetGroupRule = z.output<typeof setGroupRuleInput>

/** What one role, or a backend, may give a link; null: anything. */
const limit = z.object({
  uses: uses.nullable(),
  days: z.number().int().min(1, 'days_refused').max(3_650, 'days_refused').nullable(),
})
export type InviteLimit = z.output<typeof limit>

/** Whose links have limits of their own. */
export const LIMITED = ['support', 'moderator', 'admin', 'owner', 'client'] as const
export type Limited = (typeof LIMITED)[number]

export const inviteLimits = z.record(z.enum(LIMITED), limit)
export type InviteLimits = z.output<typeof inviteLimits>

export const setInviteLimitsInput = z.object({
  value: inviteLimits,
  /** Of the limits that were seen; 0 where nobody ever set them. */
  version: z.number().int().min(0),
})

/** Groups that are looked at in one request, which an address has to hold. */
export const MOST_PREVIEWED = 50
export const previewInvitesInput = z.object({ groupIds: z.array(subjectId).min(1).max(MOST_PREVIEWED) })

/** What a bulk order would do in a group: `held` links work once its suspension ends. Name: null where it is not known. */
export type BulkPreview = {
  groupId: string
  name: string | null
  members: number | null
  refused: 'group_not_found' | 'invite_group_dismissed' | null
  held: boolean
  /** Links into it that are neither revoked nor paused. */
  links: number
}

/** What came of a group in a bulk order. */
export type BulkResult =
  | { groupId: string; id: string; code: string; spelled: string }
  | { groupId: string; refused: 'group_not_found' | 'invite_group_dismissed' }

/** Links that are changed in one order. */
export const MOST_CHANGED = 200
export const MANY_CHANGES = ['pause', 'resume', 'revoke'] as const
export type ManyChange = (typeof MANY_CHANGES)[number]

export const changeManyInput = z.object({
  what: z.enum(MANY_CHANGES),
  links: z.array(seenInviteInput).min(1).max(MOST_CHANGED),
})

/** What came of one of them; null: it was done. */
export type ManyResult = { id: string; refused: string | null }
