import { z } from 'zod'
import { type ActionName, actionByHand, type Fact, reasonInput } from '@/server/actions/schema'

/** Shapes of batches that screens, procedures and the worker share. Pure. Times are Unix ms. */

export const BATCH_STATES = [
  'planning',
  'planned',
  'awaiting_approval',
  'running',
  'stopping',
  'done',
  'stopped',
  'abandoned',
] as const
export type BatchState = (typeof BATCH_STATES)[number]

export const BATCH_ITEM_STATES = [
  'unplanned',
  'left_out',
  'waiting',
  'working',
  'verified',
  'already_so',
  'failed',
  'refused',
  'cancelled',
  'stopped',
] as const
export type BatchItemState = (typeof BATCH_ITEM_STATES)[number]

/** Most subjects of one batch. */
export const MOST_ITEMS = 100_000
/** Most subjects that are named one by one; more are chosen by a filter. */
export const MOST_NAMED = 10_000

export const namedTargets = z.array(z.string().min(1).max(400)).min(1).max(MOST_NAMED)

export const prepareBatchInput = z.object({
  action: actionByHand,
  input: z.record(z.string(), z.unknown()).default({}),
  subjectIds: namedTargets,
})
export const runBatchInput = z.object({
  batchId: z.uuid(),
  /** Of the plan that the person saw. */
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  reason: reasonInput,
  /** Run at once where a second person would have to agree; every owner is told. */
  emergency: z.boolean().optional(),
})
export const batchIdInput = z.object({ batchId: z.uuid() })
export const batchItemsInput = batchIdInput.extend({
  state: z.enum(BATCH_ITEM_STATES).optional(),
  cursor: z.number().int().min(0).nullish(),
  limit: z.number().int().min(1).max(200).default(100),
})

/** A batch as people see it. */
export type Batch = {
  id: string
  number: number
  action: ActionName
  input: Record<string, unknown>
  state: BatchState
  by: { id: string; name: string }
  reason: string | null
  createdAt: number
  plannedAt: number | null
  startedAt: number | null
  endedAt: number | null
  /** The batch that this one takes back. */
  undoOf: number | null
  /** Names this plan when it is run. */
  planHash: string | null
  /** Items by where they stand; those at zero are left out. */
  counts: Partial<Record<BatchItemState, number>>
  /** People touched by what is not left out. */
  people: number
  /** Items that are acted on otherwise: what takes a batch back is not the same for each. */
  others: { action: ActionName; count: number }[]
  /** Why items were left out, most frequent first. */
  leftOut: { key: string; count: number }[]
  /** What happens to each, told by the first one. */
  example: { name: string; consequences: Fact[] } | null
  /** False where some were planned on the index, because OpenIM was away. */
  live: boolean
}

/** One line of a batch's results. */
export type BatchItem = {
  n: number
  subject: { kind: 'group' | 'member' | 'message' | 'user'; id: string; name: string }
  state: BatchItemState
  people: number
  /** What is done with it, where that is not what is done with the others. */
  action: ActionName | null
  /** Why it was left out (`plan.<key>`) or how it ended (`outcome.<key>`). */
  why: Fact | null
  ledgerId: string | null
}
