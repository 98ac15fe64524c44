import { createTRPCClient, httpSubscriptionLink } from '@trpc/client'
import type { LiveEvent } from '@/server/live/topics'
import type { AppRouter } from '@/server/trpc/root'

/**
 * Opens the one stream of live updates of this page; it reconnects by itself. Loaded after the page can be used.
 * Returns what closes it.
 */
export function openLive(on: {
  event: (event: LiveEvent) => void
  connected: (yes: boolean) => void
}): () => void {
  const client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: '/api/trpc' })] })
  const subscription = client.live.events.subscribe(undefined, {
    onData: on.event,
    onConnectionStateChange: ({ state }) => {
      if (state === 'pending') on.connected(true)
      if (state === 'connecting') on.connected(false)
    },
    onError: () => on.connected(false),
  })
  return () => subscription.unsubscribe()
}
