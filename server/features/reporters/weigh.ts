import { deadlineOf } from '@/server/features/desk/route-case'
import type { ReasonRules } from '@/server/features/desk/schema'
import type { TrackRecord } from './schema'

/** So many cases of each outcome somebody is taken to have had before the first: a few do not make a name. */
const PRIOR = 2

/**
 * By how much a reporter's track record stretches a deadline: 1 for somebody unknown or as often right as wrong, down to
 * half for who is always right, up to half as long again for who never is. Pure.
 */
export function weightOf({ upheld, dismissed }: TrackRecord): number {
  const trust = (upheld + PRIOR) / (upheld + dismissed + 2 * PRIOR)
  return 1.5 - trust
}

/** When a case should be decided for the sake of this one report, Unix ms. An emergency waits for nobody's record. Pure. */
export function weighedDeadline(
  reason: Pick<ReasonRules, 'deadlineMs' | 'emergency'>,
  reportedAt: number,
  record: TrackRecord | null,
): number {
  if (reason.emergency || record === null) return deadlineOf(reason, reportedAt)
  return deadlineOf({ deadlineMs: Math.round(reason.deadlineMs * weightOf(record)) }, reportedAt)
}
