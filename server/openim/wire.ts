import { z } from 'zod'

/** The farthest time a JavaScript Date can hold, ms. */
const farthestMs = 8.64e15

/** A count, sequence number or enumeration. Refuses fractions and numbers that lost digits beyond 2^53. */
export const wireInt = z.int()

/**
 * A time in ms. Whoever has OpenIM's admin token may write any number (contract 7.5: back-dating), so one outside of
 * what a Date holds is moved to its edge: one odd message must not make its whole page unreadable.
 */
export const wireMs = z
  .number()
  .transform((ms) => Math.trunc(Math.min(Math.max(ms, -farthestMs), farthestMs)))

/** A time in ms where 0 stands for never. */
export const wireMsOrNull = wireMs.transform((ms) => (ms === 0 ? null : ms))

/** A text where empty stands for none. */
export const wireTextOrNull = z.string().transform((text) => (text === '' ? null : text))

/**
 * A list, which OpenIM writes as null when it is empty (contract 1.3). An absent list is refused: it is not OpenIM's
 * answer, and reading "no members" into it would be a false statement.
 */
export function wireList<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullable()
    .transform((list) => list ?? [])
}

/** A map, whose key OpenIM leaves out when it is empty, or writes as null on the released line (contract 1.3, 12). */
export function wireMap<Item extends z.ZodType>(item: Item) {
  return z
    .record(z.string(), item)
    .nullish()
    .transform((map) => new Map(Object.entries(map ?? {})))
}

/** The answer of a write, which carries no data, or none that we use. */
export const noData = z.unknown().transform(() => undefined)

/** An id in a request. OpenIM takes ids verbatim; an empty one it would refuse or, in places, misread. */
export const requestId = z.string().min(1).max(1_000)

/** Several ids in a request: OpenIM refuses an empty list and, on most routes, a repeated id. */
export function requestIds(most: number) {
  return z
    .array(requestId)
    .min(1)
    .max(most)
    .refine((ids) => new Set(ids).size === ids.length, 'an id stands twice')
}

/** A page of a list, counted from 1. OpenIM itself has no upper limit but the 8 MiB of an answer (contract 1.6). */
export const requestPage = z.object({ pageNumber: z.int().min(1), showNumber: z.int().min(1).max(1_000) })
