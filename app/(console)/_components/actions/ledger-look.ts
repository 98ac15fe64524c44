import type { Tone } from '@/components/ui/tag'
import type { ActionName, LedgerItem, LedgerState } from '@/server/actions/schema'

/** Colour of each state: only ends and doubts have one. */
export const STATE_TONES: Record<LedgerState, Tone> = {
  awaiting_approval: 'neutral',
  planned: 'accent',
  sending: 'accent',
  unknown: 'warn',
  verified: 'ok',
  already_so: 'ok',
  failed: 'danger',
  refused: 'warn',
  cancelled: 'neutral',
}

const ENDED = new Set<LedgerState>(['verified', 'already_so', 'failed', 'refused', 'cancelled'])

/** Whether nothing more will happen with it. */
export const hasEnded = (state: LedgerState): boolean => ENDED.has(state)

/** Name of the word (`states.<name>`) for where an action stands; what changed on our side alone has one of its own. */
export const stateKey = ({
  state,
  outcome,
}: {
  state: LedgerState
  outcome: { code: string } | null
}): string => (state === 'already_so' && outcome?.code === 'end_changed' ? 'end_changed' : state)

/** Whole seconds until an action is sent, at least 0. `now` is the server's time, ms. */
export function secondsLeft(item: Pick<LedgerItem, 'dueAt'>, now: number): number {
  return Math.max(0, Math.ceil((item.dueAt - now) / 1_000))
}

/** How much of the undo window is left, from 1 to 0. */
export function windowLeft(item: Pick<LedgerItem, 'dueAt' | 'createdAt'>, now: number): number {
  const length = item.dueAt - item.createdAt
  return length <= 0 ? 0 : Math.min(1, Math.max(0, (item.dueAt - now) / length))
}

/** Name of the sentence (`outcome.<name>`) that tells how an action ended; success is told in the action's own words. */
export function outcomeKey(action: ActionName, code: string): string {
  return code === 'verified' ? `verified.${action}` : code
}
