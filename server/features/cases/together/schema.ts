import { z } from 'zod'
import { type ActionName, actionByHand, type Fact, type Plan, reasonInput } from '@/server/actions/schema'
import { ONE_BY_ONE } from '@/server/features/cases/one-by-one'
import type { SubjectKind } from '@/server/features/cases/schema'
import type { Targets } from '@/server/features/cases/targets'

/** Shapes of one decision for several cases. Pure. Times are Unix ms. */

/** Most cases that one decision takes. */
export const MOST_CASES = 50
/** Most actions of it, each on each subject counted. */
export const MOST_REQUESTS = 500

const common = z.object({
  action: actionByHand.refine((action) => !ONE_BY_ONE.has(action), { error: 'action_one_by_one' }),
  input: z.record(z.string(), z.unknown()).default({}),
  emergency: z.boolean().optional(),
})
export type CommonAction = z.output<typeof common>

const actions = z.array(common).max(10, 'actions_too_many').default([])

export const planTogetherInput = z.object({
  caseIds: z.array(z.uuid()).min(1, 'nothing_chosen').max(MOST_CASES, 'cases_too_many'),
  actions,
})

export const decideTogetherInput = z.object({
  /** Each as it was when it was planned. */
  cases: z
    .array(
      z.object({
        caseId: z.uuid(),
        epoch: z.number().int().min(0),
        /** Names what was planned for it. */
        planHash: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1, 'nothing_chosen')
    .max(MOST_CASES, 'cases_too_many'),
  policy: z
    .object({ id: z.string().min(1).max(40), version: z.number().int().min(1) })
    .nullable()
    .default(null),
  /** None: no violation. */
  actions,
  reason: reasonInput,
  notify: z
    .object({ reporter: z.boolean(), person: z.boolean() })
    .default({ reporter: false, person: false }),
})
export type DecideTogetherInput = z.output<typeof decideTogetherInput>

export const togetherIdInput = z.object({ togetherId: z.uuid() })

/** Why a case is not decided with the others: a key of `errors`, with what fills it. */
export type Left = { reason: string; facts: Record<string, string | number> }

/** One case of several, as it would be decided. */
export type PlannedCase = {
  caseId: string
  number: number
  kind: SubjectKind
  name: string
  epoch: number
  planHash: string
  reports: number
  targets: Targets
  left: Left | null
  /** On what it is decided by which action, in the version that was planned, and how many people that touches. */
  requests: { action: ActionName; subjectId: string; version: number; people: number }[]
}

/** What one decision for several cases would do, summed over those that are not left out. */
export type TogetherPlan = {
  cases: PlannedCase[]
  /** Subjects of each kind that are acted on, each once. */
  groups: number
  members: number
  messages: number
  users: number
  people: number
  reports: number
  /** What each action does, told by the first it is carried out on. */
  examples: { action: ActionName; name: string; consequences: Fact[]; takenBack: Plan['takenBack'] }[]
  /** Whether a second person has to agree to some of it. */
  approval: Plan['approval']
  undoMs: number
}

/** What became of each of several cases. */
export type TogetherResult = { caseId: string; number: number; name: string; left: Left | null }
