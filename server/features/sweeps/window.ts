/** A page of a list that is numbered from 1, and how many items stand before it. */
export type Window = { page: number; size: number; offset: number }

/** OpenIM's answer stays far below its 8 MiB with pages of this size (contract 1.6), and so does what a page takes here. */
export const LARGEST_PAGE = 500
const SMALLEST_PAGE = 400

/**
 * Where to read on when everything before `end` was read: a page that takes in the item right before `end` too, so that
 * it shows whether the list moved. Of the page sizes allowed the one that repeats least. Pure.
 */
export function windowAt(end: number): Window {
  if (end <= 0) return { page: 1, size: LARGEST_PAGE, offset: 0 }
  let best: Window = { page: 1, size: LARGEST_PAGE, offset: 0 }
  for (let size = LARGEST_PAGE; size >= SMALLEST_PAGE; size -= 1) {
    const before = Math.floor((end - 1) / size)
    const window = { page: before + 1, size, offset: before * size }
    if (window.offset + size > best.offset + best.size) best = window
  }
  return best
}

/** The last item of the list that was read before. */
export type LastRead = { id: string; createdAt: number } | null

/**
 * Whether a page joins on to what was read before. In a list that is sorted, newest first, an item newer than the last
 * one read was read already; in one that is not, only items of the page before are known. Pure.
 */
export function joins(
  { offset }: Window,
  first: { id: string; createdAt: number } | undefined,
  last: LastRead,
  sorted: boolean,
  recent: ReadonlySet<string>,
): boolean {
  if (offset === 0 || last === null) return true
  if (first === undefined) return false
  if (first.id === last.id) return true
  return sorted ? first.createdAt > last.createdAt : recent.has(first.id)
}
