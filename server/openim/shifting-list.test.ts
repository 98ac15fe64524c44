import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ListSlipping, overlappingPage, shiftingList } from './shifting-list'

const self = (id: string) => id
const names = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `i${n + from}`)

async function readAll(read: (page: number, size: number) => Promise<string[]>): Promise<string[]> {
  const found: string[] = []
  for await (const id of shiftingList(read, self)) found.push(id)
  return found
}

const pageOf = (list: readonly string[], page: number, size: number) =>
  list.slice((page - 1) * size, page * size)

describe('a page that overlaps', () => {
  test('takes in the item before and goes beyond it by a third of a page or more, however long the list', () => {
    const anywhere = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 1_000_000_000 }))
    fc.assert(
      fc.property(anywhere, (end) => {
        const { page, size, offset } = overlappingPage(end)
        expect(offset).toBe((page - 1) * size)
        expect(offset).toBeLessThan(end)
        expect(offset + size - end).toBeGreaterThan(size / 3)
        expect(size).toBeLessThanOrEqual(1_000)
      }),
      { numRuns: 5_000 },
    )
  })

  test('of a million and more repeats little', () => {
    for (const total of [100_000, 1_000_000, 3_000_000]) {
      let end = 0
      let asked = 0
      while (end < total) {
        const { size, offset } = overlappingPage(end)
        asked += size
        end = offset + size
      }
      expect(asked / total).toBeLessThan(1.1)
    }
  })
})

describe('a list that shifts', () => {
  test.each([0, 1, 199, 200, 201, 400, 5_000])('of %i that rests is read once, in order', async (count) => {
    const list = names(count)
    let calls = 0
    const found = await readAll(async (page, size) => {
      calls += 1
      return pageOf(list, page, size)
    })
    expect(found).toEqual(list)
    expect(calls).toBeLessThanOrEqual(2 + count / 100)
  })

  test('is read whole while items come at the front and go anywhere', async () => {
    const change = fc.record({
      add: fc.integer({ min: 0, max: 150 }),
      drop: fc.array(fc.nat(2_000), { maxLength: 250 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1_500 }),
        fc.array(change, { maxLength: 12 }),
        async (count, changes) => {
          let list = names(count)
          let fresh = 1_000_000
          const always = new Set(list)
          const queue = [...changes]
          const found = await readAll(async (page, size) => {
            const answer = pageOf(list, page, size)
            const next = queue.shift()
            if (next !== undefined) {
              const gone = new Set(next.drop.map((n) => list[n % Math.max(1, list.length)] ?? ''))
              list = [...names(next.add, fresh), ...list.filter((id) => !gone.has(id))]
              fresh += next.add
              for (const id of gone) always.delete(id)
            }
            return answer
          })
          expect(new Set(found).size).toBe(found.length)
          const seen = new Set(found)
          expect([...always].filter((id) => !seen.has(id))).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('that never rests is given up', async () => {
    let turn = 0
    const read = async (_page: number, size: number) => {
      turn += 1_000_000
      return names(size, turn)
    }
    await expect(readAll(read)).rejects.toThrow(ListSlipping)
  })
})
