import { z } from 'zod'
import { actionName, type LedgerItem } from '@/server/actions/schema'
import { moment } from '@/server/features/filters/schema'

/** Shapes of the ledger's list and pages that screens and procedures share. Pure. Times are Unix ms. */

/** What a filter calls the states of an action. */
export const STAGES = {
  waiting: ['awaiting_approval', 'planned'],
  under_way: ['sending'],
  unclear: ['unknown'],
  ended_badly: ['failed', 'refused'],
  held: ['verified', 'already_so'],
  taken_back: ['cancelled'],
} as const satisfies Record<string, readonly LedgerItem['state'][]>
export type Stage = keyof typeof STAGES
export const STAGE_NAMES = [
  'waiting',
  'under_way',
  'unclear',
  'ended_badly',
  'held',
  'taken_back',
] as const satisfies readonly Stage[]

/** Filters of the ledger; the same names stand in the URL. */
export const ledgerFilter = z.object({
  stage: z.enum(STAGE_NAMES).optional(),
  action: actionName.optional(),
  /** Id of a member of staff, or `steward` for what it did by itself. */
  who: z.literal('steward').or(z.uuid()).optional(),
  group: z.string().max(64).optional(),
  person: z.string().max(64).optional(),
  from: moment.optional(),
  to: moment.optional(),
})
export type LedgerFilter = z.infer<typeof ledgerFilter>

export const ledgerListInput = ledgerFilter.extend({
  cursor: z.uuid().nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

export const CALL_OUTCOMES = ['yes', 'refused', 'unreachable', 'uncertain', 'shape', 'interrupted'] as const

/** One thing that happened to an action, in the order of time. */
export type LedgerMoment =
  | { kind: 'state'; at: number; state: LedgerItem['state']; outcome: LedgerItem['outcome'] }
  | {
      kind: 'call'
      at: number
      /** Key of the catalogues (`step.<key>`). */
      step: string
      /** null where nobody waited for the answer. */
      ms: number | null
      outcome: (typeof CALL_OUTCOMES)[number]
      code: number | null
      seen: boolean
    }
  /** Looks that did not see the effect: how many in a row, and the last one's time. */
  | { kind: 'read_back'; at: number; until: number; times: number; found: string }

/** One action with all that is known of it. */
export type LedgerDetail = LedgerItem & {
  touches: { groupId: string | null; userId: string | null }
  people: number
  /** What it took back, and what took it back. */
  takesBack: { id: string; action: LedgerItem['action'] } | null
  takenBackBy: { id: string; action: LedgerItem['action']; state: LedgerItem['state'] } | null
  /** The action that waits, or waited, for this one to end. */
  firstFor: { id: string; action: LedgerItem['action'] } | null
  /** Times it was taken up to be sent. */
  attempts: number
  timeline: LedgerMoment[]
}
