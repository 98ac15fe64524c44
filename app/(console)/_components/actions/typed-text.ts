/** What somebody typed in a dialog that closed, by dialog and subject; for as long as the page lives. */
const kept = new Map<string, string>()

/** What was typed before, or ''. */
export const typedBefore = (key: string): string => kept.get(key) ?? ''

/** Keeps what is typed; '' forgets it. */
export function keepTyped(key: string, text: string): void {
  if (text) kept.set(key, text)
  else kept.delete(key)
}
