import { z } from 'zod'

/** After how many sanctioned arrivals in how many days a link pauses; null: never. Pure. */
export const abuseRule = z.object({
  arrivals: z.number().int().min(1, 'uses_refused').max(1_000, 'uses_refused').nullable(),
  days: z.number().int().min(1, 'days_refused').max(365, 'days_refused'),
})
export type AbuseRule = z.output<typeof abuseRule>

export const setAbuseRuleInput = z.object({ value: abuseRule, version: z.number().int().min(0) })
