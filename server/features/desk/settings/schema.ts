import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import { TEMPLATE_VARIABLES, type TemplateKind } from '@/server/features/desk/fill-template'
import type { Localised } from '@/server/features/desk/localised'
import { PRESET_ACTIONS, type QueueRules, queueRules } from '@/server/features/desk/schema'

/** What the settings of the review desk take and answer. Pure. Times are ms. */

const MOST_NAME = 80
const MOST_POLICY_TEXT = 20_000
const MOST_TEXT = 2_000

/** English is needed, because it stands in for a language that has none; an empty text counts as none. */
const inLanguages = (most: number, missing: string, tooLong: string) =>
  z.strictObject({
    en: z.string().trim().min(1, missing).max(most, tooLong),
    'zh-CN': z
      .string()
      .trim()
      .max(most, tooLong)
      .optional()
      .transform((text) => text || undefined),
  })

const names = inLanguages(MOST_NAME, 'name_missing', 'name_too_long')

/** Clients and addresses use it, so it stays what it was made with. */
export const deskId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'id_unusable')

/** Of what was seen; 0 makes a new one. */
const version = z.number().int().min(0)

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export const saveReasonInput = z.object({
  id: deskId,
  version,
  names,
  severity: z.number().int().min(0).max(3),
  emergency: z.boolean(),
  deadlineMs: z
    .number()
    .int()
    .min(MINUTE_MS)
    .max(365 * DAY_MS),
  retentionDays: z.number().int().min(1).max(3_650),
  queueId: deskId.nullable(),
  policyId: deskId.nullable(),
  active: z.boolean(),
})
export type SaveReason = z.output<typeof saveReasonInput>

export type ReasonRow = Omit<SaveReason, 'names'> & { names: Localised; openCases: number }

export const saveQueueInput = z.object({
  id: deskId,
  version,
  names,
  rules: queueRules,
  restricted: z.boolean(),
  active: z.boolean(),
})
export type SaveQueue = z.output<typeof saveQueueInput>

const members = z.array(z.strictObject({ staffId: z.uuid(), onCall: z.boolean() })).max(500)

export const setQueueMembersInput = z.object({ id: deskId, version, members })
export type SetQueueMembers = z.output<typeof setQueueMembersInput>

export type QueueRow = {
  id: string
  version: number
  names: Localised
  rules: QueueRules
  restricted: boolean
  active: boolean
  /** It always takes cases, and what it takes is not changed: emergencies, or what nothing else takes. */
  fixed: boolean
  members: { staffId: string; name: string; role: Role; onCall: boolean }[]
  openCases: number
}

export const reorderInput = z.object({
  kind: z.enum(['reason', 'queue', 'policy']),
  /** All of them, in their new order. */
  ids: z.array(deskId).min(1).max(500),
})
export type Reorder = z.output<typeof reorderInput>

export const savePolicyInput = z.object({
  id: deskId,
  version,
  names,
  texts: inLanguages(MOST_POLICY_TEXT, 'policy_text_missing', 'text_too_long'),
})
export type SavePolicy = z.output<typeof savePolicyInput>

export const setPolicyActiveInput = z.object({ id: deskId, active: z.boolean() })

/** One version of a policy as people read it. */
export type PolicyVersionRow = {
  id: string
  version: number
  names: Localised
  texts: Localised
  hash: string
  createdAt: number
  /** Null for those that came with the product. */
  by: string | null
}

const presetActionName = z.enum(PRESET_ACTIONS)

export const savePresetInput = z.object({
  /** Null makes a new one. */
  id: z.uuid().nullable(),
  version,
  queueId: deskId.nullable(),
  slot: z.number().int().min(1).max(9),
  names,
  policyId: deskId.nullable(),
  actions: z
    .array(
      z.strictObject({
        action: presetActionName,
        lastsMs: z
          .number()
          .int()
          .min(MINUTE_MS)
          .max(731 * DAY_MS)
          .nullable(),
      }),
    )
    .min(1, 'action_missing')
    .max(5)
    .refine((all) => new Set(all.map(({ action }) => action)).size === all.length, 'action_twice')
    .refine(
      (all) => all.every(({ action, lastsMs }) => action !== 'member.mute' || lastsMs !== null),
      'duration_missing',
    )
    .refine(
      (all) => all.every(({ action, lastsMs }) => MAY_LAST.some((one) => one === action) || lastsMs === null),
      'duration_unusable',
    ),
  reasons: inLanguages(MOST_TEXT, 'reason_too_short', 'reason_too_long'),
  notify: z.strictObject({ reporter: z.boolean(), person: z.boolean() }),
})
export type SavePreset = z.output<typeof savePresetInput>

const MAY_LAST = ['member.mute', 'group.suspend'] as const

export const removePresetInput = z.object({ id: z.uuid(), version })

const kinds = Object.keys(TEMPLATE_VARIABLES).filter(
  (kind): kind is TemplateKind => kind in TEMPLATE_VARIABLES,
)

export const saveTemplateInput = z.object({
  id: deskId,
  version,
  kind: z.enum(kinds),
  names,
  texts: inLanguages(MOST_TEXT, 'text_missing', 'text_too_long'),
})
export type SaveTemplate = z.output<typeof saveTemplateInput>

export const removeTemplateInput = z.object({ id: deskId, version })

/** Longer than anybody calls a team. */
export const MOST_TEAM_NAME = 60

export const saveTeamInput = z.object({
  /** Null makes a new one. */
  id: z.uuid().nullable(),
  version,
  name: z.string().trim().min(1, 'name_missing').max(MOST_TEAM_NAME, 'name_too_long'),
  /** Who is in it; nobody is in two. */
  members: z
    .array(z.uuid())
    .max(500)
    .transform((ids) => [...new Set(ids)]),
})
export type SaveTeam = z.output<typeof saveTeamInput>

export const removeTeamInput = z.object({ id: z.uuid(), version })

export type TeamRow = { id: string; name: string; version: number; staff: { id: string; name: string }[] }

/** Language codes as reports have them: `en`, `zh`. */
const languages = z
  .array(z.string().regex(/^[a-z]{2,3}$/, 'language_unusable'))
  .max(50)
  .transform((codes) => [...new Set(codes)].sort())

const staffDesk = z.strictObject({
  /** Empty: all. */
  languages,
  queues: z.array(z.strictObject({ queueId: deskId, onCall: z.boolean() })).max(500),
})
export type StaffDesk = z.output<typeof staffDesk>

export const setStaffDeskInput = z.object({ staffId: z.uuid(), desk: staffDesk, before: staffDesk })
export type SetStaffDesk = z.output<typeof setStaffDeskInput>

export const chatIdInput = z.object({ staffId: z.uuid(), userId: z.string().trim().min(1).max(64) })
export const ownChatIdInput = chatIdInput.omit({ staffId: true })
export type ChatIdInput = z.output<typeof chatIdInput>

/** Somebody who works at the desk. */
export type DeskStaff = {
  id: string
  name: string
  role: Role
  desk: StaffDesk
  chatIds: Omit<ChatId, 'staffId'>[]
}

/** Who somebody is in the chat; `name` where it is known. */
export type ChatId = { staffId: string; userId: string; name: string | null; linkedAt: number }
