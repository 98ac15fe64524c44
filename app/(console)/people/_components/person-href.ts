import type { Route } from 'next'

/** The page of one person. */
export const personHref = (userId: string) => `/people/${encodeURIComponent(userId)}` as Route
