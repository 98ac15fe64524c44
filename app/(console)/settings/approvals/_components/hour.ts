/** Limits of mutes are shown in hours. */
export const HOUR_MS = 3_600_000
