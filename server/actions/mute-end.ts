/** When a member's mute ends. All times in ms. Pure. */

/** How far a mute's end may be off: OpenIM takes whole seconds, counted from when it gets them. */
export const MUTE_TOLERANCE_MS = 5_000

/** Whether what OpenIM shows (null = never muted) is the end that was wanted. An end that has passed stays readable. */
export const sameMuteEnd = (shown: number | null | undefined, wanted: number): boolean =>
  Math.abs((shown ?? 0) - wanted) <= MUTE_TOLERANCE_MS

/** The end of a mute that still runs; null where there is none or it has passed. */
export const runningMute = (mutedUntil: number | null | undefined, now: number): number | null =>
  mutedUntil !== null && mutedUntil !== undefined && mutedUntil > now ? mutedUntil : null

/** What to send OpenIM so that a mute ends then; less than 1 where that has passed. */
export const mutedSeconds = (until: number, now: number): number => Math.ceil((until - now) / 1_000)
