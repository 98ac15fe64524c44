import { createHash } from 'node:crypto'

/** A repeatable source of random choices (mulberry32): the same seed gives the same community. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of the items; throws when there are none. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** So many different items, or all when there are fewer. */
  sample<T>(items: readonly T[], count: number): T[] {
    const rest = [...items]
    const out: T[] = []
    while (out.length < count && rest.length) {
      out.push(...rest.splice(Math.floor(this.next() * rest.length), 1))
    }
    return out
  }
}

/** A group id as OpenIM makes them: the decimal text of 32 bits of an MD5. */
export function groupIDOf(key: string): string {
  return String(createHash('md5').update(`group ${key}`).digest().readUInt32BE())
}

/** A message id: 32 hexadecimal digits. */
export function messageIDOf(key: string): string {
  return createHash('md5').update(`message ${key}`).digest('hex')
}
