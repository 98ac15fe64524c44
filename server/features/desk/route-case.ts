import { FALLBACK_QUEUE, type QueueRules, type ReasonRules, type RoutedCase } from './schema'

/** Order of work before deadlines: 0 for an emergency, then 1 for the gravest to 4. */
export function urgencyOf({ emergency, severity }: Pick<ReasonRules, 'emergency' | 'severity'>): number {
  return emergency ? 0 : 4 - severity
}

/** When a case that opened then should be decided, ms. */
export function deadlineOf({ deadlineMs }: Pick<ReasonRules, 'deadlineMs'>, openedAt: number): number {
  return openedAt + deadlineMs
}

/**
 * The queue of a case: the first, in the order given, whose rules all hold; a queue without rules is left for its reason's
 * own queue and then for the one that takes everything.
 */
export function queueFor(
  queues: readonly { id: string; rules: QueueRules }[],
  facts: RoutedCase,
  reasonQueue: string | null,
): string {
  const ruled = queues.find(({ rules }) => Object.keys(rules).length > 0 && takes(rules, facts))
  return ruled?.id ?? reasonQueue ?? FALLBACK_QUEUE
}

/** Whether all conditions of the rules hold. */
export function takes(rules: QueueRules, facts: RoutedCase): boolean {
  const { emergency, automated, reasons, languages, categories, minMembers } = rules
  return (
    (emergency === undefined || emergency === facts.emergency) &&
    (automated === undefined || automated === facts.automated) &&
    (reasons === undefined || reasons.includes(facts.reason)) &&
    (languages === undefined || languages.includes(facts.language)) &&
    (categories === undefined || (facts.category !== null && categories.includes(facts.category))) &&
    (minMembers === undefined || facts.members >= minMembers)
  )
}
