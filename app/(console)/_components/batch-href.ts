import type { Route } from 'next'

/** The page of one batch: its plan, its run, its results. */
export const batchHref = (number: number) => `/ledger/batches/${number}` as Route
