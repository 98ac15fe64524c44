/**
 * Work done for many at once, with nobody waiting for others to come: what arrives while one turn is under way is the next
 * turn, at most `most` of it, in the order in which it came. `work` answers each in the same order; where it throws, all of
 * that turn's callers are told.
 */
export function gatherer<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
): (item: Item) => Promise<Result> {
  type Caller = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  const waiting: Caller[] = []
  let isBusy = false

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

  async function run(): Promise<void> {
    isBusy = true
    // Callers of the same moment come together, the first of them as well.
    await Promise.resolve()
    while (waiting.length > 0) await turn(waiting.splice(0, most))
    isBusy = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isBusy) void run()
    })
}
