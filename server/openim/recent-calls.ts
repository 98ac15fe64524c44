import type { CallReport } from './attempt'

/** How far back calls are counted, ms. */
export const RECENT_MS = 300_000
/** Counts are kept for pieces of this length, so that the oldest can be forgotten, ms. */
const PIECE_MS = 10_000

/** Calls that ended in the last five minutes by how they ended, and how often one of them was sent again. */
export type RecentCallCounts = Record<CallReport['outcome'] | 'repeats', number>

export interface RecentCalls {
  note(what: keyof RecentCallCounts): void
  counts(): RecentCallCounts
}

const none = (): RecentCallCounts => ({
  ok: 0,
  refused: 0,
  unreachable: 0,
  uncertain: 0,
  shape: 0,
  repeats: 0,
})

/** Counts what happened lately in a few numbers, however much it was. */
export function createRecentCalls(now: () => number): RecentCalls {
  const pieces = new Map<number, RecentCallCounts>()
  const pieceNow = () => Math.floor(now() / PIECE_MS)

  function forget() {
    const oldest = pieceNow() - RECENT_MS / PIECE_MS
    for (const piece of pieces.keys()) if (piece <= oldest) pieces.delete(piece)
  }

  return {
    note(what) {
      forget()
      const piece = pieceNow()
      const counts = pieces.get(piece) ?? none()
      counts[what] += 1
      pieces.set(piece, counts)
    },
    counts() {
      forget()
      const sum = none()
      for (const counts of pieces.values()) {
        sum.ok += counts.ok
        sum.refused += counts.refused
        sum.unreachable += counts.unreachable
        sum.uncertain += counts.uncertain
        sum.shape += counts.shape
        sum.repeats += counts.repeats
      }
      return sum
    },
  }
}
