import type { Route } from 'next'

/** Address of a case, with the queue's filters kept. `query` is '' or begins with `?`. */
export function caseHref(number: number, query: string): Route {
  return `/review/${number}${query}` as Route
}

/** The case that an address of Review opens; null for the queue alone. */
export function caseNumberOf(path: string): number | null {
  const number = /^\/review\/([1-9]\d{0,9})$/.exec(path)?.[1]
  return number === undefined ? null : Number(number)
}
