import type { Route } from 'next'

/**
 * The page of one person. Browsers take `.` and `..` in a path for steps, however they are written: such an id, and one
 * that begins with the mark itself, is marked with a `~`.
 */
export function personHref(userId: string): Route {
  const marked = /^(\.\.?$|~)/.test(userId) ? `~${userId}` : userId
  return `/people/${encodeURIComponent(marked.toWellFormed())}` as Route
}

/** The id that the last part of such an address stands for. */
export function personOfHref(part: string): string {
  const marked = decodeURIComponent(part)
  return marked.startsWith('~') ? marked.slice(1) : marked
}
