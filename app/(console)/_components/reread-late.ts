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

/**
 * A page that is read on the server while something changes reaches the browser after the event that told of it, and
 * would stay as it was. What arrives about something that was heard of shortly before is read once more.
 */
export function rereadLate(queryClient: QueryClient): {
  heard: (event: LiveEvent) => void
  stop: () => void
} {
  const heardAt = new Map<string, number>()
  const forget = (now: number) => {
    for (const [id, at] of heardAt) if (now - at > LATE_MS) heardAt.delete(id)
  }
  const stop = queryClient.getQueryCache().subscribe((change) => {
    const arrived =
      change.type === 'added' || (change.type === 'updated' && change.action.type === 'setState')
    const { queryKey, state } = change.query
    if (!arrived || state.data === undefined || heardAt.size === 0) return
    forget(Date.now())
    const about = JSON.stringify([queryKey, idOf(state.data)])
    if (![...heardAt.keys()].some((id) => about.includes(`"${id}"`))) return
    // Not in the middle of what brought it here.
    setTimeout(() => void queryClient.invalidateQueries({ queryKey, exact: true }))
  })
  return {
    stop,
    heard({ topic, id }) {
      if (!NAMED.has(topic)) return
      const now = Date.now()
      forget(now)
      heardAt.set(id, now)
    },
  }
}

const idOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : null
