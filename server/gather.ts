/**
 * Work done for many at once, with nobody waiting for others to come: what arrives while one turn is under way is the next
 * turn, at most `most` of it, in the order in which it came. Up to `atOnce` turns are under way: another begins beside one
 * only for half of `most`, because small ones cost each caller more. `work` answers each in the same order; where it throws,
 * all of that turn's callers are told.
 */
export function gatherer<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
  atOnce = 1,
): (item: Item) => Promise<Result> {
  type Caller = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  const waiting: Caller[] = []
  let underWay = 0

  async function turn(callers: readonly Caller[]): Promise<void> {
    try {
      const results = await work(callers.map(({ item }) => item))
      if (results.length !== callers.length) throw new Error('not everybody was answered')
      callers.forEach(({ resolve }, at) => {
        const result = results[at]
        if (result !== undefined) resolve(result)
      })
    } catch (error) {
      for (const { reject } of callers) reject(error)
    }
  }

  /** Whether those who wait are worth a turn beside so many others. */
  const isWorth = (others: number) =>
    waiting.length > 0 && (others === 0 || (others < atOnce && waiting.length >= most / 2))

  async function run(): Promise<void> {
    underWay += 1
    // Callers of the same moment come together, the first of them as well.
    await Promise.resolve()
    while (isWorth(underWay - 1)) await turn(waiting.splice(0, most))
    underWay -= 1
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isWorth(underWay)) void run()
    })
}
