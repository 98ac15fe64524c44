/** Times and limits of work on cases that screens need too; apart from the schemas, so that a browser loads only these. */

/** Lease of a claim, ms; renewed by a heartbeat every {@link HEARTBEAT_MS} while the case is open on a screen. */
export const CLAIM_MS = 10 * 60_000
export const HEARTBEAT_MS = 60_000

/** Counting goes no further: nobody plans their day by the difference, and every screen asks again and again. */
export const MOST_COUNTED = 1_000

/** How often a page says that it still looks at a case, and how long that counts, ms. */
export const LOOK_EVERY_MS = 20_000
export const LOOK_MS = 45_000
