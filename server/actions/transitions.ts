import type { LedgerState } from '@/server/actions/schema'

/**
 * Life of an action: the one table. Outcomes have no way out. The database holds the same table
 * (`ledger_may_move`), and a test holds the two together.
 */
export const TRANSITIONS = {
  awaiting_approval: ['planned', 'refused', 'cancelled'],
  planned: ['sending', 'already_so', 'refused', 'cancelled'],
  sending: ['verified', 'already_so', 'unknown', 'failed', 'refused'],
  unknown: ['sending', 'verified', 'already_so', 'failed'],
  verified: [],
  already_so: [],
  failed: [],
  refused: [],
  cancelled: [],
} as const satisfies Record<LedgerState, readonly LedgerState[]>

/** Whether a row in `from` may become `to`. */
export function mayMove(from: LedgerState, to: LedgerState): boolean {
  const next: readonly LedgerState[] = TRANSITIONS[from]
  return next.includes(to)
}

/** Whether `state` is an outcome: final, never written over. */
export const isOutcome = (state: LedgerState): boolean => TRANSITIONS[state].length === 0

/** Whether the action took effect, as far as OpenIM was seen. */
export const tookEffect = (state: LedgerState): boolean => state === 'verified' || state === 'already_so'
