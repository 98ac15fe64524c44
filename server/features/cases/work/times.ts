/** Times of a look at a case that screens need too; apart from the schemas, so that a browser loads only these. */

/** How often a page says that it is still there, ms. */
export const LOOK_EVERY_MS = 20_000
/** How long that counts, ms. */
export const LOOK_MS = 45_000
