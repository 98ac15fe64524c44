import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInBatches } from './batches'
import { newestPages } from './newest-pages'

describe('readInBatches', () => {
  test('finds everybody once, in the order asked for, whatever the size and the order of the answers', async () => {
    const ids = fc.array(fc.integer({ min: 0, max: 700 }).map(String), { maxLength: 900 })
    await fc.assert(
      fc.asyncProperty(ids, async (wanted) => {
        const sizes: number[] = []
        const found = await readInBatches(
          wanted,
          (id: string) => id,
          async (batch) => {
            sizes.push(batch.length)
            return batch.filter((id) => !id.endsWith('7')).reverse()
          },
        )
        expect(found).toEqual([...new Set(wanted)].filter((id) => !id.endsWith('7')))
        expect(sizes.every((size) => size >= 1 && size <= 100)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('runs four at once', async () => {
    let under = 0
    let most = 0
    await readInBatches(
      Array.from({ length: 2_000 }, (_, n) => String(n)),
      (id: string) => id,
      async (batch) => {
        under += 1
        most = Math.max(most, under)
        await new Promise((resolve) => setImmediate(resolve))
        under -= 1
        return batch
      },
    )
    expect(most).toBe(4)
  })
})

describe('newestPages', () => {
  /** A search over 0…count-1 whose total is known only `horizon` items past the page asked for. */
  const searchOf = (count: number, horizon: number, size: number) => async (page: number) => ({
    items: Array.from({ length: count }, (_, n) => n).slice((page - 1) * size, page * size),
    total: Math.min(count, page * size + horizon),
  })

  test('goes from the newest page to the oldest, although the total is only a lower bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 50, max: 600 }),
        fc.integer({ min: 5, max: 40 }),
        async (count, horizon, size) => {
          const seen: number[] = []
          for await (const items of newestPages(searchOf(count, horizon, size), size)) seen.unshift(...items)
          expect(seen).toEqual(Array.from({ length: count }, (_, n) => n))
        },
      ),
    )
  })
})
