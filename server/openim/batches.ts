/** How many ids go into one request of a read by ids. */
const batchSize = 100
/** How many of these requests run at once, so that one big read leaves room for other calls. */
const together = 4

/**
 * Reads by ids in batches and returns what was found in the order of `ids`, each once: OpenIM leaves unknown ids out,
 * collapses repeated ones and answers in any order (contract 4.4, 5.2).
 */
export async function readInBatches<Item>(
  ids: readonly string[],
  idOf: (item: Item) => string,
  read: (batch: string[]) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const unique = [...new Set(ids)]
  const batches = Array.from({ length: Math.ceil(unique.length / batchSize) }, (_, index) =>
    unique.slice(index * batchSize, (index + 1) * batchSize),
  )
  const found = new Map<string, Item>()
  const queue = batches.values()
  const worker = async () => {
    for (const batch of queue) {
      for (const item of await read(batch)) found.set(idOf(item), item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(together, batches.length) }, worker))
  return unique.flatMap((id) => found.get(id) ?? [])
}
