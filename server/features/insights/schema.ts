import { z } from 'zod'
import { daysBefore } from './measures'

/** Shapes of insights that screens and procedures share. Pure. Times and durations are ms. */

/** Longest period that is read at once, days. */
export const MOST_DAYS = 400
const DAY_MS = 86_400_000

const day = z.iso.date()

/** An IANA name. Offsets such as `+05:30` mean different things to different programs. */
const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+/-]*$/)
  .refine(isTimeZone)

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Two days, both included, of the calendar of a time zone. */
const periodFields = { from: day, to: day, timeZone: timeZone.default('UTC') }
type Days = { from: string; to: string }

const daysOf = ({ from, to }: Days) => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1

const inOrder = (period: Days) => daysOf(period) >= 1
const notTooLong = (period: Days) => daysOf(period) <= MOST_DAYS

export const periodInput = z
  .object(periodFields)
  .refine(inOrder, { path: ['to'], error: 'before_from' })
  .refine(notTooLong, { path: ['to'], error: 'too_long' })
export type PeriodInput = z.output<typeof periodInput>

export const insightsInput = z
  .object({ ...periodFields, queue: z.string().max(40).optional() })
  .refine(inOrder, { path: ['to'], error: 'before_from' })
  .refine(notTooLong, { path: ['to'], error: 'too_long' })
export type InsightsInput = z.output<typeof insightsInput>

/** What stands in the page's address. */
export const insightsFilter = z.object({
  from: day.optional(),
  to: day.optional(),
  queue: z.string().max(40).optional(),
})
export type InsightsFilter = z.output<typeof insightsFilter>

/** The period of an address: the last 28 days where it names none that can be read. `now` is Unix ms. */
export function periodOf({ from, to }: InsightsFilter, zone: string, now: number): PeriodInput {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
  const given = periodInput.safeParse({ from, to: to ?? today, timeZone: zone })
  return given.success ? given.data : { from: daysBefore(today, 27), to: today, timeZone: zone }
}

export type Unit = 'day' | 'week' | 'month'

/** How finely a period is drawn. */
export function unitOf(period: Days): Unit {
  const days = daysOf(period)
  if (days <= 45) return 'day'
  return days <= 190 ? 'week' : 'month'
}

export const backlog = z.object({
  open: z.number(),
  overdue: z.number(),
  /** Nobody has opened them yet. */
  unseen: z.number(),
  oldestAt: z.number().nullable(),
  /** One more than there are AGE_ENDS_MS. */
  ages: z.array(z.number()),
})
export type Backlog = z.infer<typeof backlog>

/** Of the cases that were decided in a time. */
export const speed = z.object({
  decided: z.number(),
  late: z.number(),
  lookMedian: z.number().nullable(),
  lookP90: z.number().nullable(),
  decisionMedian: z.number().nullable(),
  decisionP90: z.number().nullable(),
})
export type Speed = z.infer<typeof speed>

/** Second looks that ended, and those among them that came to another result. */
export type ReviewCount = { upheld: number; overturned: number }
export type Reviews = { appeals: ReviewCount; samples: ReviewCount }

/** A day, week or month, or what of it is in the period. `open` is at its end. */
export type Bucket = { at: number; opened: number; ended: number; open: number }

/** No row of teams is of fewer people than that: it would be a ranking of persons. */
export const FEWEST_PEOPLE = 2

/** The work of one team in a period; without a name of all others. */
export type TeamFigures = Pick<Speed, 'decided' | 'late' | 'decisionMedian' | 'decisionP90'> & {
  name: string | null
  /** Of the team's decisions; null where they were too few people's. */
  reviews: Reviews | null
}

export type Insights = {
  from: number
  to: number
  readAt: number
  unit: Unit
  timeZone: string
  backlog: Backlog
  series: Bucket[]
  speed: Speed
  speedSeries: (Speed & { at: number })[]
  outcomes: { reason: string; acted: number; dismissed: number }[]
  reviews: Reviews
  queues: { queue: string; backlog: Backlog; speed: Speed; reviews: Reviews }[]
  /** None where there are too few people or teams to compare. */
  teams: TeamFigures[]
  /** Restricted queues that this person does not see are left out. */
  partial: boolean
}
