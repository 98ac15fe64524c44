import type { LiveEvent } from '@/server/live/topics'

type Listener = (event: LiveEvent) => void

const listeners = new Set<Listener>()

/** Hands a live event to everybody on the page who asked for them. */
export function publish(event: LiveEvent): void {
  for (const listener of listeners) listener(event)
}

/** Asks for live events until the returned function is called. */
export function listen(listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
