import { z } from 'zod'

/** Inputs of the actions on groups, shared by screens, procedures and the worker. Pure. Times are Unix ms. */

const DAY_MS = 86_400_000
/** How far ahead a suspension may end, ms: two years. */
export const LONGEST_SUSPENSION_MS = 731 * DAY_MS
/** Most people a restore can be told to leave out one by one. */
export const MOST_UNTICKED = 1_000
/** Most reported messages that one dismissal deletes first. */
export const MOST_DELETED_FIRST = 50

const userId = z.string().min(1).max(64)

export const suspendInput = z.object({
  /** When it ends by itself. Without: when somebody lifts it. */
  until: z.number().int().positive().optional(),
})

export const liftInput = z.object({})

export const dismissInput = z.object({
  /** Posted in the group before it is dismissed. */
  warn: z.object({ text: z.string().trim().min(1).max(500) }).optional(),
  /** Reported messages of the group that are deleted for everybody before it is dismissed. */
  deleteReported: z.array(z.string().min(1).max(400)).min(1).max(MOST_DELETED_FIRST).optional(),
})

/** Reported messages that can be deleted before a dismissal: the newest, and how many there are. */
export type ReportedMessages = { subjectIds: string[]; total: number }

/** How long member lists of dismissed groups are kept; what was kept before it was set stays as long as it was to. */
export const snapshotRules = z.object({ keepDays: z.number().int().min(1).max(3_650) })
export type SnapshotRules = z.infer<typeof snapshotRules>

export const restoreInput = z.object({
  /** How the group comes back. `prior` = as it was before the dismissal. Left out: suspended where it was for abuse. */
  status: z.enum(['prior', 'suspended']).optional(),
  /** People who are not to come back. */
  without: z.array(userId).max(MOST_UNTICKED).default([]),
  /** People whom OpenIM's webhook alone names come back too; otherwise they stay out. */
  alsoTold: z.boolean().optional(),
  /** How the owner asked for it; needed where the owner dismissed the group in the app. */
  ownerAsked: z.object({ text: z.string().trim().min(3).max(2_000) }).optional(),
})

/** Who is to own the group. */
export const ownerInput = z.object({ userId })

/**
 * Who may get in, in OpenIM's own meaning: `apply` asks owner or admins, while members may bring people in; `invite` asks
 * them for everybody whom they do not invite themselves; `open` lets everybody in (contract 4.1 `needVerification`).
 */
export const JOIN_RULES = ['apply', 'invite', 'open'] as const
export type JoinRule = (typeof JOIN_RULES)[number]

/** OpenIM limits none of these texts; ours keep a card readable. A blank name is one that OpenIM silently ignores. */
export const editInput = z
  .object({
    name: z.string().trim().min(1).max(100).optional(),
    introduction: z.string().trim().max(1_000).optional(),
    faceUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2_000)]).optional(),
    joinRule: z.enum(JOIN_RULES).optional(),
  })
  .refine((card) => Object.values(card).some((value) => value !== undefined), { path: ['name'] })
export type EditInput = z.output<typeof editInput>

/** Empty clears it. */
export const announceInput = z.object({ text: z.string().trim().max(5_000) })

/** Somebody who could own a group. */
export type OwnerCandidate = { userId: string; name: string; role: 'admin' | 'member'; joinedAt: number }

/** Somebody whom a restore would bring back. */
export type ReturningPerson = {
  userId: string
  /** In that group; their own where that is not known. */
  name: string
  /** Null where nobody knows it: a webhook names people without their roles. */
  role: 'owner' | 'admin' | 'member' | null
  /** OpenIM's webhook alone names them, beside a list of ours: they stay out unless somebody asks for them. */
  toldOnly: boolean
  /** OpenIM no longer knows the account, so it cannot come back. Null while OpenIM is away. */
  gone: boolean | null
  /** Suspended or dismissed in Steward: nobody can bring them back before they are in good standing again. */
  sanctioned: boolean
}

export const restorePreviewInput = z.object({
  groupId: z.string().min(1).max(64),
  cursor: z.string().max(300).nullish(),
  limit: z.number().int().min(1).max(200).default(100),
})
