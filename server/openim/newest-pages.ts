/** One page of a search whose `total` may be a lower bound. */
export interface FoundPage<Item> {
  items: readonly Item[]
  total: number
}

/** How often the end may move away while it is looked for. */
const mostLooks = 40

/**
 * Pages of a search from the newest back to the oldest. OpenIM sorts oldest first and its count is only a lower bound
 * that grows with the page asked for (contract 7.2), so the end is looked for by asking for the last known page until
 * none follows. Messages that arrive meanwhile come after the end and are not seen. Items in a page stay oldest first.
 */
export async function* newestPages<Item>(
  read: (page: number) => Promise<FoundPage<Item>>,
  size: number,
): AsyncGenerator<readonly Item[]> {
  const pagesOf = (total: number) => Math.max(1, Math.ceil(total / size))
  let last = 1
  let page = await read(last)
  for (let look = 0; look < mostLooks && pagesOf(page.total) > last; look += 1) {
    last = pagesOf(page.total)
    page = await read(last)
  }
  yield page.items
  for (let number = last - 1; number >= 1; number -= 1) yield (await read(number)).items
}
