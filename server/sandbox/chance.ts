import { Random } from './seed/random'

let source: () => number = Math.random

/**
 * Makes what is left to chance repeatable: group ids and the order of cached reads. The same seed and the same calls
 * then give the same answers but for times, and for the ids of messages and requests, which must never come again.
 * Without a seed all is random.
 */
export function seedChance(seed?: number): void {
  const random = seed === undefined ? undefined : new Random(seed)
  source = random ? () => random.next() : Math.random
}

/** A whole number from low up to, not including, high. */
export function chance(low: number, high: number): number {
  return low + Math.floor(source() * (high - low))
}
