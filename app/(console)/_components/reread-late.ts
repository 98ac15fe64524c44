import type { QueryClient } from '@tanstack/react-query'
import type { LiveEvent } from '@/server/live/topics'

/** How long an event counts for what was read on the server before it and reaches the page after it, ms. */
const LATE_MS = 5_000

/** Topics whose ids name what is read. */
const NAMED: ReadonlySet<LiveEvent['topic']> = new Set([
  'ledger',
  'case',
  'group',
  'user',
  'batch',
  'approval',
])

/** Topics whose rows a list may not hold yet: all that these procedures answer is about them. */
const LISTED: Partial<Record<LiveEvent['topic'], readonly string[]>> = {
  // Whatever changed before the stream was there was told to nobody.
  hello: ['drift', 'batches', 'approvals'],
  drift: ['drift'],
  batch: ['batches'],
  approval: ['approvals'],
}

/**
 * A page that is read on the server while something changes reaches the browser after the event that told of it, and
 * would stay as it was. What arrives about something that was heard of shortly before is read once more.
 */
export function rereadLate(queryClient: QueryClient): {
  heard: (event: LiveEvent) => void
  stop: () => void
} {
  const heardAt = new Map<string, number>()
  const listedAt = new Map<string, number>()
  const forget = (now: number) => {
    for (const heard of [heardAt, listedAt])
      for (const [id, at] of heard) if (now - at > LATE_MS) heard.delete(id)
  }
  const stop = queryClient.getQueryCache().subscribe((change) => {
    const arrived =
      change.type === 'added' || (change.type === 'updated' && change.action.type === 'setState')
    const { queryKey, state } = change.query
    if (!arrived || state.data === undefined) return
    forget(Date.now())
    const about = JSON.stringify([queryKey, idOf(state.data)])
    const isNamed = [...heardAt.keys()].some((id) => about.includes(`"${id}"`))
    if (!isNamed && ![...listedAt.keys()].some((router) => about.startsWith(`[[["${router}",`))) return
    // Not in the middle of what brought it here.
    setTimeout(() => void queryClient.invalidateQueries({ queryKey, exact: true }))
  })
  return {
    stop,
    heard({ topic, id }) {
      const now = Date.now()
      forget(now)
      if (NAMED.has(topic)) heardAt.set(id, now)
      for (const router of LISTED[topic] ?? []) listedAt.set(router, now)
    },
  }
}

const idOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : null
