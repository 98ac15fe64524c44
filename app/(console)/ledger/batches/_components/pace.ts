import type { Batch, BatchItemState } from '@/server/actions/batch/schema'

/** How far a batch is and how fast it goes. Pure. */

type Counts = Batch['counts']
const CARRIED_OUT = ['verified', 'already_so', 'failed', 'refused'] as const
const NOT_YET_OR_NEVER = ['unplanned', 'waiting', 'working', 'cancelled', 'stopped'] as const

const sumOf = (counts: Counts, states: readonly BatchItemState[]) =>
  states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)

/** All items, those left out included. */
export const totalOf = (counts: Counts): number =>
  Object.values(counts).reduce((sum, items) => sum + items, 0)

/** Items that were carried out, however they ended, and all but those left out. */
export function progressOf(counts: Counts): { done: number; total: number } {
  const done = sumOf(counts, CARRIED_OUT)
  return { done, total: done + sumOf(counts, NOT_YET_OR_NEVER) }
}

/** Items that are planned. */
export function plannedOf(counts: Counts): { done: number; total: number } {
  const total = totalOf(counts)
  return { done: total - (counts.unplanned ?? 0), total }
}

/** How many had ended at a time, ms. */
export type Sample = { at: number; done: number }

/** How long the pace is looked back at, ms, and the shortest time that says anything. */
const LOOK_BACK_MS = 30_000
const LEAST_MS = 2_000

/** The samples that still count, with a newer one. */
export const withSample = (samples: readonly Sample[], next: Sample): Sample[] => [
  ...samples.filter(({ at }) => at >= next.at - LOOK_BACK_MS && at < next.at),
  next,
]

/** Items a minute, and how long the rest takes at that pace, ms; null while nothing can be said. */
export function paceOf(
  samples: readonly Sample[],
  left: number,
): { perMinute: number; leftMs: number } | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.at - first.at < LEAST_MS || last.done <= first.done) return null
  const perMs = (last.done - first.done) / (last.at - first.at)
  return { perMinute: Math.max(1, Math.round(perMs * 60_000)), leftMs: Math.round(left / perMs) }
}

/** A length of time in its largest unit, rounded up. */
export function roughly(ms: number): { unit: 'seconds' | 'minutes' | 'hours'; n: number } {
  const seconds = Math.max(1, Math.ceil(ms / 1_000))
  if (seconds < 90) return { unit: 'seconds', n: seconds }
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? { unit: 'minutes', n: minutes } : { unit: 'hours', n: Math.ceil(minutes / 60) }
}
