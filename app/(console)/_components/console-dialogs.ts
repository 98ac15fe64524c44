/** What opens over any page. */
export type ConsoleDialog = 'keys' | 'palette'

type Listener = (which: ConsoleDialog) => void

const listeners = new Set<Listener>()

/** Opens one of them from anywhere. */
export function openConsoleDialog(which: ConsoleDialog): void {
  for (const listener of listeners) listener(which)
}

/** Asks to be told when one is wanted, until the returned function is called. */
export function onConsoleDialogWanted(listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
