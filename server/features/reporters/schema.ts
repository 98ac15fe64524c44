import { z } from 'zod'
import { isVisitor, visitorName } from './visitor'

/** Shapes of reporters and of the rules for what they send. Pure. Times are ms. */

/** Reports of machines: `detector:<name>`. No id in the chat holds a colon (contract 4, user_register). */
const DETECTOR = 'detector:'

export const detectorId = (name: string) => `${DETECTOR}${name}`
export const isDetector = (reporterId: string) => reporterId.startsWith(DETECTOR)

/** What a reporter is called where nobody knows a name of theirs. */
export function plainName(reporterId: string): string {
  if (isVisitor(reporterId)) return visitorName(reporterId)
  return isDetector(reporterId) ? reporterId.slice(DETECTOR.length) : reporterId
}

/** How somebody's reports turned out: cases of theirs that were decided by an action, or as no violation. */
export type TrackRecord = { upheld: number; dismissed: number }
export const NO_RECORD: TrackRecord = { upheld: 0, dismissed: 0 }

const count = z.number().int().min(1).max(1_000_000)

export const intakeRules = z.strictObject({
  /** Each limit holds for so long, ms. */
  windowMs: z.number().int().min(60_000).max(86_400_000),
  /** Reports that one person may send. */
  perReporter: count,
  /** Reports that one detector may send. */
  perDetector: count,
  /** Reports that are taken about one subject. */
  perSubject: count,
  /** Whether a reporter's track record moves the deadline. */
  weigh: z.boolean(),
})
export type IntakeRules = z.infer<typeof intakeRules>

export const setIntakeRulesInput = z.object({
  value: intakeRules,
  /** Of the rules that were seen; 0 where nobody ever set them. */
  version: z.number().int().min(0),
})

/** The longest that somebody is muted for, ms. */
const MOST_MUTED_MS = 366 * 86_400_000
const reporterId = z.string().min(1).max(128)

export const muteReporterInput = z.object({
  reporterId,
  /** Unix ms. */
  until: z
    .number()
    .int()
    .refine((until) => until > Date.now(), 'time_past')
    .refine((until) => until <= Date.now() + MOST_MUTED_MS, 'time_too_far'),
  reason: z.string().trim().min(3, 'reason_too_short').max(2_000, 'reason_too_long'),
})
export type MuteReporter = z.output<typeof muteReporterInput>

export const unmuteReporterInput = z.object({ reporterId })

export type MutedReporter = TrackRecord & {
  reporterId: string
  name: string
  until: number
  by: string
}
