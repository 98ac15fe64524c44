/** One page of a list that is numbered from 1. */
export type ReadPage<Item> = (page: number, size: number) => Promise<readonly Item[]>

const smallestPage = 200
const largestPage = 1_000
/** How often in a row the list may slip away under the reader before it gives up. */
const mostStepsBack = 100

/** The list changed too often to be read whole. */
export class ListSlipping extends Error {}

/**
 * Where the next page begins when everything before `end` was read: a page number and size that take in the item before
 * `end` too. OpenIM counts in whole pages, so a size is looked for that does not divide `end`, so that little is read twice,
 * but more than one item: when a few go away, the pages still connect.
 */
export function overlappingPage(end: number): { page: number; size: number; offset: number } {
  const largest = Math.min(largestPage, Math.max(smallestPage, 2 * Math.ceil(Math.sqrt(end))))
  if (end <= largest / 2) return { page: 1, size: largest, offset: 0 }
  let best = { size: largest, twice: largest }
  for (let size = largest; size > largest / 2 && best.twice > size / 20; size -= 1) {
    const twice = end % size
    if (twice >= size / 100 && twice < best.twice) best = { size, twice }
  }
  const before = Math.floor(end / best.size)
  return { page: before + 1, size: best.size, offset: before * best.size }
}

/**
 * Every item of a list that others change meanwhile, each once. New items at the front push the rest back, which only
 * repeats some; items that go away pull the rest forward, over the reader's place. So each page overlaps with what was
 * read, and where its first item is new, the reader steps back until it is not. Whatever is in the list all the time,
 * in the same order, is seen. Throws ListSlipping where it changes faster than it can be read.
 */
export async function* shiftingList<Item>(
  read: ReadPage<Item>,
  idOf: (item: Item) => string,
): AsyncGenerator<Item> {
  const seen = new Set<string>()
  let end = 0
  let furthest = 0
  let stepsBack = 0
  for (;;) {
    const { page, size, offset } = overlappingPage(end)
    const items = await read(page, size)
    const first = items[0]
    const connected = offset === 0 || (first !== undefined && seen.has(idOf(first)))
    for (const item of items) {
      const id = idOf(item)
      if (seen.has(id)) continue
      seen.add(id)
      yield item
    }
    if (!connected) {
      stepsBack += 1
      if (stepsBack > mostStepsBack) throw new ListSlipping('the list changes faster than it can be read')
      end = Math.max(0, offset - size)
      continue
    }
    if (items.length < size) return
    end = offset + size
    if (end > furthest) stepsBack = 0
    furthest = Math.max(furthest, end)
  }
}
