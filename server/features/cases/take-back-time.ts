/** How long a decision of no violation can be taken back from the list of one's own, and nobody is told of it, ms. */
export const TAKE_BACK_MS = 5 * 60_000
