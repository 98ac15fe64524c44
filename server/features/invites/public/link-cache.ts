import type { Hub } from '@/server/live/hub'
import type { HubEvent } from '@/server/live/topics'
import type { WorkingLink } from './schema'

/** However nobody told of a change: no look is older than this, ms. */
const KEPT_MS = 5_000
const MOST = 10_000

/** Links that work, as they were read a moment ago. Knows nothing of where they come from. */
export type LinkCache = {
  get(code: string): WorkingLink | undefined
  /** Reads a link and keeps it, unless something of it changed meanwhile. */
  load(code: string, read: () => Promise<WorkingLink | null>): Promise<WorkingLink | null>
  /** Something changed: an invite or a group by its id, or everything may have (`hello`). */
  hear(event: HubEvent): void
}

type Loading = { heard: Set<string>; all: boolean }

/**
 * A cache of links that work; one that does not is never kept, so that it takes the same time whether anybody looked at it before
 * or not.
 */
export function createLinkCache(now: () => number = Date.now): LinkCache {
  const kept = new Map<string, { link: WorkingLink; endsAt: number }>()
  /** A busy link is told of at each use: its code is found without a search. */
  const codes = new Map<string, string>()
  const loading = new Set<Loading>()

  function forget(code: string | undefined) {
    const link = code === undefined ? undefined : kept.get(code)?.link
    if (!link) return
    kept.delete(link.code)
    codes.delete(link.inviteId)
  }

  function keep(link: WorkingLink) {
    forget(link.code)
    const [oldest] = kept.keys()
    if (kept.size >= MOST) forget(oldest)
    const endsAt = Math.min(now() + KEPT_MS, link.expiresAt ?? Number.POSITIVE_INFINITY)
    kept.set(link.code, { link, endsAt })
    codes.set(link.inviteId, link.code)
  }

  return {
    get(code) {
      const found = kept.get(code)
      return found && found.endsAt > now() ? found.link : undefined
    },
    async load(code, read) {
      const mine: Loading = { heard: new Set(), all: false }
      loading.add(mine)
      try {
        const link = await read()
        const isStale = link && (mine.all || mine.heard.has(link.inviteId) || mine.heard.has(link.groupId))
        if (link && !isStale) keep(link)
        else forget(code)
        return link
      } finally {
        loading.delete(mine)
      }
    },
    hear({ topic, id }) {
      if (topic === 'hello') {
        kept.clear()
        codes.clear()
        for (const one of loading) one.all = true
        return
      }
      if (topic !== 'invite' && topic !== 'group') return
      if (topic === 'invite') forget(codes.get(id))
      else for (const { link } of kept.values()) if (link.groupId === id) forget(link.code)
      for (const one of loading) one.heard.add(id)
    },
  }
}

/** Lets a cache hear of all changes until the hub is closed. */
export async function followHub(cache: LinkCache, hub: Hub, signal: AbortSignal): Promise<void> {
  for await (const event of hub.subscribe(signal)) cache.hear(event)
  // Nobody tells it of anything any more.
  cache.hear({ topic: 'hello', id: '' })
}
