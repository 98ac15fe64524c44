/** How many messages around the reported ones are shown before somebody asks for more. */
export const CONTEXT = 3

/** The part of a conversation to show first: the reported messages with some on each side. Pure; `end` is exclusive. */
export function threadWindow(reported: readonly boolean[], context: number): { start: number; end: number } {
  const first = reported.indexOf(true)
  if (first < 0) return { start: 0, end: reported.length }
  const last = reported.lastIndexOf(true)
  const start = Math.max(0, first - context)
  const end = Math.min(reported.length, last + 1 + context)
  // A button that opens a single message is longer than the message.
  return { start: start === 1 ? 0 : start, end: reported.length - end === 1 ? reported.length : end }
}
