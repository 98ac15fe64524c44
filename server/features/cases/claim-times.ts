/** Times of a claim that screens need too; apart from the schemas, so that a browser loads only these. */

/** Lease of a claim, ms; renewed by a heartbeat every {@link HEARTBEAT_MS} while the case is open on a screen. */
export const CLAIM_MS = 10 * 60_000
export const HEARTBEAT_MS = 60_000

/** Counting goes no further: nobody plans their day by the difference, and every screen asks again and again. */
export const MOST_COUNTED = 1_000
