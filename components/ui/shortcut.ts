/** Whether a key press is the "carry out" chord: ⌘↵ or Ctrl+↵. */
export function isSubmitChord(event: { key: string; metaKey: boolean; ctrlKey: boolean }): boolean {
  return event.key === 'Enter' && (event.metaKey || event.ctrlKey)
}
