import type { Hint, Told, ToldDismissal } from './callbacks'

/** Different groups and people that wait at most; more are dropped, and the sweep reads them some time. */
const MOST_WAITING = 10_000
/** Members of dismissed groups that wait at most, over all of them. */
const MOST_TOLD_IDS = 500_000

/** When a command was called last, and how often since that was written. */
type Seen = { at: number; calls: number }
type ReceivedDismissal = ToldDismissal & { receivedAt: number }

/** What waits to be written, or is taken to be. Times in ms. */
export type Batch = {
  seen: Map<string, Seen>
  hints: Map<string, Hint & { receivedAt: number }>
  dismissals: ReceivedDismissal[]
}

const emptyBatch = (): Batch => ({ seen: new Map(), hints: new Map(), dismissals: [] })

export type HintBuffer = ReturnType<typeof createHintBuffer>

/**
 * What came in and is not written yet. It never grows beyond its limits: who is told of again takes no more room, and what
 * finds none is dropped and counted. Pure but for its own state.
 */
export function createHintBuffer(limits = { waiting: MOST_WAITING, toldIds: MOST_TOLD_IDS }) {
  let batch = emptyBatch()
  let toldIds = 0
  let dropped = 0

  function addHint(hint: Hint, receivedAt: number): void {
    const key = `${hint.kind}:${hint.id}`
    const known = batch.hints.get(key)
    if (!known && batch.hints.size >= limits.waiting) dropped += 1
    else batch.hints.set(key, { ...hint, receivedAt: Math.max(known?.receivedAt ?? 0, receivedAt) })
  }

  function addDismissal(dismissal: ReceivedDismissal): void {
    const size = dismissal.memberIds.length
    if (batch.dismissals.length >= limits.waiting || toldIds + size > limits.toldIds) {
      dropped += 1
      return
    }
    toldIds += size
    batch.dismissals.push(dismissal)
  }

  function addSeen(command: string, { at, calls }: Seen): void {
    const known = batch.seen.get(command)
    batch.seen.set(command, { at: Math.max(known?.at ?? 0, at), calls: (known?.calls ?? 0) + calls })
  }

  return {
    /** Keeps what a call tells; `command` is one of those that are used. */
    add(command: string, { hints, dismissal }: Told, at: number): void {
      addSeen(command, { at, calls: 1 })
      if (dismissal) addDismissal({ ...dismissal, receivedAt: at })
      for (const hint of hints) addHint(hint, at)
    },
    /** Everything that waits; the buffer is empty then. */
    take(): Batch {
      const taken = batch
      batch = emptyBatch()
      toldIds = 0
      return taken
    },
    /** Puts back what could not be written, as far as there is room beside what came meanwhile. */
    putBack({ seen, hints, dismissals }: Batch): void {
      for (const [command, one] of seen) addSeen(command, one)
      for (const { receivedAt, ...hint } of hints.values()) addHint(hint, receivedAt)
      for (const dismissal of dismissals) addDismissal(dismissal)
    },
    isEmpty: () => batch.seen.size === 0,
    /** Groups, people and dismissals that wait. */
    waiting: () => batch.hints.size + batch.dismissals.length,
    /** How many found no room since the start. */
    dropped: () => dropped,
  }
}
