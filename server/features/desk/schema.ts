import { z } from 'zod'
import { type ActionName, actionByHand } from '@/server/actions/schema'
import type { TemplateKind } from './fill-template'
import type { Localised } from './localised'

/** Shapes of what owners configure for the review desk: queues, reasons, policies. Pure. Times are ms. */

/** A name or a text in each language of the console; English is what another language falls back to. */
export const localised = z.object({ en: z.string(), 'zh-CN': z.string().optional() })

/** Which cases a queue takes: all given conditions hold. Without any it takes every case. */
export const queueRules = z.strictObject({
  emergency: z.boolean().optional(),
  automated: z.boolean().optional(),
  reasons: z.array(z.string()).optional(),
  /** Of the report's text: language codes such as `en`, `zh`. */
  languages: z.array(z.string()).optional(),
  /** Categories of the group. */
  categories: z.array(z.string()).optional(),
  /** Groups with at least so many members. */
  minMembers: z.number().int().min(1).optional(),
})
export type QueueRules = z.infer<typeof queueRules>

/** What rules look at. */
export type RoutedCase = {
  reason: string
  emergency: boolean
  automated: boolean
  language: string
  category: string | null
  members: number
}

/** The fields of a reason that a case takes over. */
export type ReasonRules = {
  id: string
  severity: number
  emergency: boolean
  deadlineMs: number
  queueId: string | null
}

/** Where every case can go. */
export const FALLBACK_QUEUE = 'general'
/** Where emergencies go; it can be renamed, not removed. */
export const EMERGENCY_QUEUE = 'emergency'

/** One action of a preset. `lastsMs`: how long it lasts; null where it has no end or needs none. */
export const presetAction = z.strictObject({
  action: actionByHand,
  lastsMs: z
    .number()
    .int()
    .min(60_000)
    .max(10 * 365 * 86_400_000)
    .nullable(),
})
export type PresetAction = z.infer<typeof presetAction>

/** What presets can do: actions that need no more than the subject and for how long. */
export const PRESET_ACTIONS = [
  'message.revoke',
  'message.delete',
  'member.mute',
  'member.kick',
  'group.suspend',
  'group.dismiss',
  'user.logout',
] as const satisfies readonly ActionName[]

/** What one digit prepares. */
export type Preset = {
  id: string
  /** Null: in every queue that has none of its own under that digit. */
  queueId: string | null
  /** The key: 1 to 9. */
  slot: number
  names: Localised
  policyId: string | null
  actions: PresetAction[]
  /** The decision's reason. */
  reasons: Localised
  notify: { reporter: boolean; person: boolean }
  version: number
}

/** A text that people are sent, or that is offered to whoever decides. */
export type Template = {
  id: string
  kind: TemplateKind
  names: Localised
  texts: Localised
  /** What its kind can be filled with. */
  variables: readonly string[]
  version: number
}

/** Everything the desk is configured with, for everybody who works at it. In the order people gave; those that are no
 * longer in use are there too, because older cases name them. */
export type DeskConfig = {
  reasons: {
    id: string
    names: Localised
    severity: number
    emergency: boolean
    deadlineMs: number
    policyId: string | null
    active: boolean
  }[]
  queues: {
    id: string
    names: Localised
    restricted: boolean
    active: boolean
    /** Whether whoever asks belongs to it, and is on call for it. */
    mine: boolean
    onCall: boolean
  }[]
  /** Each with its newest version. The texts: `desk.policyText`. */
  policies: {
    id: string
    names: Localised
    versionId: string
    version: number
    hash: string
    active: boolean
  }[]
  presets: Preset[]
  /** For emergencies: they alert owners then. */
  nobodyOnCall: boolean
}

export const policyIdInput = z.object({ policyId: z.string().max(40) })
