import type { ACTIONS } from './places'

/** What somebody asks of pages of one kind: an action whose dialog the page opens. */
export type Wishes<Action> = {
  /** Asks the page of `id`: at once where it is open, else when it comes. */
  ask(id: string, action: Action): void
  /** Hears what is asked of one page, until the returned function is called. */
  hear(id: string, open: (action: Action) => void): () => void
}

/** Wishes that pages of one kind hear. */
export function makeWishes<Action>(): Wishes<Action> {
  let waiting: { id: string; action: Action } | null = null
  const pages = new Map<string, (action: Action) => void>()
  return {
    ask(id, action) {
      const open = pages.get(id)
      waiting = open ? null : { id, action }
      open?.(action)
    },
    hear(id, open) {
      pages.set(id, open)
      if (waiting?.id === id) open(waiting.action)
      waiting = null
      return () => {
        if (pages.get(id) === open) pages.delete(id)
      }
    },
  }
}

export const groupWishes = makeWishes<(typeof ACTIONS)['group'][number]>()
export const personWishes = makeWishes<(typeof ACTIONS)['person'][number]>()
