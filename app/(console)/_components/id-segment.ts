/**
 * An id of OpenIM's as one part of a path. Browsers take `.` and `..` in a path for steps, however they are written: such
 * an id, and one that begins with the mark itself, is marked with a `~`.
 */
export function idSegment(id: string): string {
  const marked = /^(\.\.?$|~)/.test(id) ? `~${id}` : id
  return encodeURIComponent(marked.toWellFormed())
}

/** The id that such a part of a path stands for. */
export function idOfSegment(segment: string): string {
  const marked = decodeURIComponent(segment)
  return marked.startsWith('~') ? marked.slice(1) : marked
}
