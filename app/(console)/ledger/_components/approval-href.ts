import type { Route } from 'next'

/** The page of one request to a second person. */
export const approvalHref = (id: string) => `/ledger/approvals/${id}` as Route
