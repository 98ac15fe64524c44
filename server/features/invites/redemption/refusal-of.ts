import type { Refusal } from '@/server/features/invites/schema'

/** Ends of ledger rows, by what a person who came by a link is told. */
const REFUSALS = new Map<string, Refusal>(
  Object.entries({
    already_so: 'already_member',
    already_in_group: 'already_member',
    already_applied: 'already_applied',
    sanctioned: 'sanctioned',
    unknown_user: 'unknown_user',
    unknown_group: 'group_deleted',
    dismissed_group: 'group_dismissed',
    group_busy: 'group_suspended',
  } as const),
)

/** Why somebody did not come in, by how the ledger row ended. Pure. */
export const refusalOf = (outcome: string): Refusal => REFUSALS.get(outcome) ?? 'openim_refused'
