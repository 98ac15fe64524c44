import { z } from 'zod'
import { namedTargets } from '@/server/actions/batch/schema'
import { actionName, type Standing } from '@/server/actions/schema'
import { listCursor, moment, yesNo } from '@/server/features/filters/schema'

/** Shapes of people that screens and procedures share. Pure. Times are Unix ms. */

/** `registered` is the newest first. */
export const PERSON_SORTS = ['name', 'name_desc', 'registered', 'registered_first'] as const

/** What people are looked for. Every part may also be text, as an address has it. */
export const personFilter = z.object({
  /** Part of the nickname in any script, capitals or not; or the exact id. */
  q: z.string().trim().max(100).optional(),
  standing: z.enum(['good', 'under_review', 'suspended', 'dismissed']).optional(),
  openCase: yesNo.optional(),
  /** Unix ms, both included. */
  registeredFrom: moment.optional(),
  registeredTo: moment.optional(),
  sort: z.enum(PERSON_SORTS).default('registered'),
})
export type PersonFilter = z.infer<typeof personFilter>

export const personListInput = personFilter.extend({
  cursor: listCursor.nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

const batchAction = z.object({
  action: actionName,
  input: z.record(z.string(), z.unknown()).default({}),
})
/** An action on people who are named, or on all who match a filter. */
export const preparePeopleBatchInput = z.union([
  batchAction.extend({ ids: namedTargets }),
  batchAction.extend({ filter: personFilter }),
])
export type PreparePeopleBatch = z.infer<typeof preparePeopleBatchInput>

export type PersonItem = {
  userId: string
  nickname: string
  faceUrl: string
  standing: Standing
  /** Only the owner role may act on them. */
  protected: boolean
  /** OpenIM no longer knows them. */
  gone: boolean
  /** Null where only their name has been read so far. */
  registeredAt: number | null
  readAt: number
  openCases: number
}
