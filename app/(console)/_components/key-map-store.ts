type Listener = () => void

const listeners = new Set<Listener>()

/** Opens the keyboard map from anywhere. */
export function openKeyMap(): void {
  for (const listener of listeners) listener()
}

/** Asks to be told when the map is wanted, until the returned function is called. */
export function onKeyMapWanted(listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
