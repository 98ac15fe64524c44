import type { Sweep, SweepKind } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import type { CallOptions } from '@/server/openim/endpoint'
import { alone } from './alone'
import { createPace, type Pace } from './pace'
import { keepSweep, takeSweep } from './state'
import { joins, type LastRead, windowAt } from './window'

export type SweepEnv = Pick<Env, 'db' | 'openim' | 'config'>

type Item = { id: string; createdAt: number }

/** What a sweep reads, and where it writes it. `readAt` is when a read started, ms. */
export type Swept<Kind extends Item> = {
  kind: SweepKind
  /** Whether OpenIM's list goes from the newest to the oldest; else it has no order that holds. */
  sorted: boolean
  page(page: number, size: number, options: CallOptions): Promise<{ items: Kind[]; total: number }>
  byIds(ids: readonly string[], options: CallOptions): Promise<Kind[]>
  write(items: readonly Kind[], readAt: number): Promise<void>
  markGone(ids: readonly string[], readAt: number): Promise<number>
  /** Ids behind `after`, in their order, that were not read since `since` and that the list may not show. */
  unread(since: Date, after: string, limit: number): Promise<string[]>
  /** What is done at the very end. */
  finish?(pace: Pace, options: CallOptions): Promise<void>
}

/** One call reads so many by id. */
export const BATCH = 100
/** How often a list without an order is walked through again when it moved under the reader. */
const MOST_WALKS = 3

/**
 * Reads everything of one kind into the index, or goes on with that where it stopped; only one process does at a time.
 * OpenIM's list moves under whoever pages through it and leaves some out, so pages overlap, and what the index knows and
 * the list did not show is read by id. Memory does not grow with the list. Throws OpenimError, or what `stop` was
 * aborted with; the next call goes on from there. Returns false when somebody else is at it.
 */
export async function sweep<Kind extends Item>(
  env: SweepEnv,
  swept: Swept<Kind>,
  stop: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  return await alone(env.db, `sweep:${swept.kind}`, stop, async (signal) => {
    const pace = createPace(env.config.sweepPerSecond, signal)
    const state = await takeSweep(env.db, swept.kind, Date.now())
    const startedAt = state.startedAt ?? new Date()
    const options = { operationId: `sweep-${swept.kind}-${startedAt.getTime()}`, signal }
    if (state.state === 'listing') await readList(env, swept, state, pace, options)
    await readUnread(env, swept, state, startedAt, pace, options)
    await swept.finish?.(pace, options)
    await keepSweep(env.db, state, {
      state: 'idle',
      finishedAt: new Date(),
      ...(state.firstFinishedAt === null && { firstFinishedAt: new Date() }),
    })
  })
}

async function readList<Kind extends Item>(
  { db }: SweepEnv,
  swept: Swept<Kind>,
  state: Sweep,
  pace: Pace,
  options: CallOptions,
): Promise<void> {
  let { walk, listEnd: end, slipped, pages, rows } = state
  let last: LastRead =
    state.lastId === null ? null : { id: state.lastId, createdAt: state.lastCreatedAt?.getTime() ?? 0 }
  let recent: ReadonlySet<string> = new Set()
  let stepBack = 1
  for (;;) {
    const window = windowAt(end)
    await pace()
    const readAt = Date.now()
    const { items, total } = await swept.page(window.page, window.size, options)
    await swept.write(items, readAt)
    const joined = joins(window, items[0], last, swept.sorted, recent)
    pages += 1
    rows = Math.max(rows, window.offset + items.length)
    const forward = joined || !swept.sorted
    if (forward) {
      slipped ||= !joined
      end = window.offset + items.length
      last = items.at(-1) ?? last
      stepBack = 1
    } else {
      // Some before this page went away, and those behind them moved to pages that were read already.
      end = Math.max(0, window.offset - stepBack * window.size)
      stepBack *= 2
    }
    recent = new Set(items.map((item) => item.id))
    const atEnd = forward && items.length < window.size
    const again = atEnd && slipped && walk < MOST_WALKS
    if (again) {
      walk += 1
      end = 0
      last = null
      slipped = false
    }
    const done = atEnd && !again
    await keepSweep(db, state, {
      ...{ pages, rows, total, walk, slipped, listEnd: end },
      lastId: last?.id ?? null,
      lastCreatedAt: last === null ? null : new Date(last.createdAt),
      ...(done && { state: 'rereading' as const }),
    })
    if (done) return
  }
}

async function readUnread<Kind extends Item>(
  { db }: SweepEnv,
  swept: Swept<Kind>,
  state: Sweep,
  startedAt: Date,
  pace: Pace,
  options: CallOptions,
): Promise<void> {
  let { afterId, reread, gone } = state
  for (;;) {
    const ids = await swept.unread(startedAt, afterId, BATCH)
    const lastId = ids.at(-1)
    if (lastId === undefined) return
    await pace()
    const readAt = Date.now()
    const found = await swept.byIds(ids, options)
    await swept.write(found, readAt)
    const known = new Set(found.map((item) => item.id))
    const unknown = ids.filter((id) => !known.has(id))
    gone += await swept.markGone(unknown, readAt)
    reread += ids.length
    afterId = lastId
    await keepSweep(db, state, { afterId, reread, gone })
  }
}
