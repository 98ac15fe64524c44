import { createTRPCClient, httpSubscriptionLink } from '@trpc/client'
import type { LiveEvent } from '@/server/live/topics'
import type { AppRouter } from '@/server/trpc/root'

export type LiveListener = {
  event: (event: LiveEvent) => void
  /** The stream is open, or was cut off and is being opened again. */
  connected: (yes: boolean) => void
  /** The stream ended for good, and why, where it was said; it has to be opened anew. */
  ended: (error: unknown) => void
}

/**
 * Opens the one stream of live updates of this page; where it is cut off it reconnects by itself. Loaded after the page
 * can be used. Returns what closes it.
 */
export function openLive(on: LiveListener): () => void {
  const client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: '/api/trpc' })] })
  const subscription = client.live.events.subscribe(undefined, {
    onData: on.event,
    onConnectionStateChange: ({ state }) => {
      if (state === 'pending') on.connected(true)
      if (state === 'connecting') on.connected(false)
    },
    onError: on.ended,
  })
  return () => subscription.unsubscribe()
}
