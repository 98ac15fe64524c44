import type { Route } from 'next'

/** The page of one link, by its id. */
export const inviteHref = (id: string): Route => `/invites/${id}` as Route

/** Where its code leads. Only in a browser: the console and the public page are at the same origin. */
export const linkAddress = (spelled: string): string => `${window.location.origin}/i/${spelled}`
