type Turnstile = {
  <T>(work: () => Promise<T>): Promise<T>
  /** How many stand before it. */
  waiting(): number
}

/** Lets so many through at a time, the others in the order they came. */
export function createTurnstile(most: number): Turnstile {
  const waiting: (() => void)[] = []
  let inside = 0

  async function pass<T>(work: () => Promise<T>): Promise<T> {
    // Whoever leaves hands its place on, so that nobody who comes later slips in between.
    if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else inside++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside--
    }
  }
  return Object.assign(pass, { waiting: () => waiting.length })
}
