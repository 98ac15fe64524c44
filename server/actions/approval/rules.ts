import type { ActionName } from '@/server/actions/schema'
import type { ApprovalRules, PersonalLimits, RuleName } from './schema'

/** What is about to be done, as far as it decides whether a second person has to agree. */
export type Weighed = {
  action: ActionName
  /** Everybody touched, and the most at once: where there are several items, those of the largest. */
  people: number
  largest: number
  items: number
  /** End of a mute, ms; null where nothing ends. */
  until: number | null
}

/** Actions that only let people do again what they could before: no limit keeps anybody from them. */
const LENIENT: ReadonlySet<ActionName> = new Set<ActionName>(['group.lift'])
export const isLenient = (action: ActionName): boolean => LENIENT.has(action)

/** Why a second person has to agree, or null. `now` in ms. Pure. */
export function approvalNeeded(
  rules: ApprovalRules,
  limits: PersonalLimits,
  what: Weighed,
  now: number,
): RuleName | null {
  const { action, people, largest, items } = what
  if (beyondLimits(limits, what, now)) return 'limit'
  if (action === 'group.dismiss' && rules.dismissalFrom !== null && largest >= rules.dismissalFrom)
    return 'dismissal'
  if (isLenient(action)) return null
  if (rules.itemsAbove !== null && items > rules.itemsAbove) return 'items'
  return rules.peopleAbove !== null && people > rules.peopleAbove ? 'people' : null
}

/** Whether this goes further than somebody may go alone. Pure. */
export function beyondLimits(
  { longestMuteMs, largestGroup }: PersonalLimits,
  { action, largest, until }: Weighed,
  now: number,
): boolean {
  if (isLenient(action)) return false
  if (longestMuteMs !== null && until !== null && until - now > longestMuteMs) return true
  return largestGroup !== null && largest > largestGroup
}
