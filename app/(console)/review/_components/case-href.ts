import type { Route } from 'next'

/** Address of a case, with the queue's filters kept. `query` is '' or begins with `?`. */
export function caseHref(number: number, query: string): Route {
  return `/review/${number}${query}` as Route
}
