import { z } from 'zod'
import type { ActionName } from '@/server/actions/schema'

/** Shapes of drift that screens and procedures share. Pure. Times are Unix ms. */

/**
 * How OpenIM stopped agreeing: `unmuted` a suspended group lets members write · `dismissed` a suspended group was
 * dismissed · `revived` a dismissed group is back · `owner_changed` somebody else owns it.
 */
export const DRIFT_KINDS = ['unmuted', 'dismissed', 'revived', 'owner_changed'] as const
export type DriftKind = (typeof DRIFT_KINDS)[number]

export const DRIFT_STATES = ['open', 'reapplied', 'accepted', 'agrees_again'] as const
export type DriftState = (typeof DRIFT_STATES)[number]

/** How often a suspension is put right by itself before somebody has to decide. */
export const MOST_REAPPLIED = 5

/** Which disagreements a list shows: those that wait, or those that ended. */
export const driftList = z.object({ which: z.enum(['open', 'over']).default('open') })
export type DriftList = z.infer<typeof driftList>

/** One disagreement as people see it. */
export type DriftItem = {
  id: string
  group: { id: string; name: string }
  kind: DriftKind
  state: DriftState
  /** Statuses, or user ids with names where they are known. */
  expected: string
  seen: string
  foundAt: number
  endedAt: number | null
  endedBy: { id: string; name: string } | null
  ledgerId: string | null
  /** It was put right five times and came again. */
  gaveUp: boolean
  /** What puts it right, for the dialog; null once it is over. */
  remedy: { action: ActionName; input: Record<string, unknown> } | null
  /** What may be done instead, where that did not help. */
  instead: readonly ActionName[]
}
