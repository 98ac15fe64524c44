import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherer } from './gather'

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('callers of one moment go together; who comes meanwhile goes next, at most so many, in order', async () => {
  const turns: number[][] = []
  const ends: (() => void)[] = []
  const ask = gatherer(async (items: readonly number[]) => {
    turns.push([...items])
    await new Promise<void>((resolve) => ends.push(resolve))
    return items.map((n) => n * 2)
  }, 3)
  const answers = [1, 2].map(ask)
  await settled()
  answers.push(...[3, 4, 5, 6].map(ask))
  await settled()
  expect(turns).toEqual([[1, 2]])
  while (ends.length > 0) {
    ends.shift()?.()
    await settled()
  }
  expect(turns).toEqual([[1, 2], [3, 4, 5], [6]])
  expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10, 12])
})

test('another turn begins beside one for half a turn or more, and no third', async () => {
  const turns: number[][] = []
  const ends: (() => void)[] = []
  const ask = gatherer(
    async (items: readonly number[]) => {
      turns.push([...items])
      await new Promise<void>((resolve) => ends.push(resolve))
      return items
    },
    4,
    2,
  )
  const answers: Promise<number>[] = []
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
    answers.push(ask(n))
    await settled()
  }
  expect(turns).toEqual([[1], [2, 3]])
  ends.shift()?.()
  await settled()
  expect(turns.slice(2)).toEqual([[4, 5, 6, 7]])
  while (ends.length > 0) {
    ends.shift()?.()
    await settled()
  }
  expect(turns.slice(3)).toEqual([[8]])
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('where the work fails, those of that turn are told and the next goes on', async () => {
  const ask = gatherer(async (items: readonly string[]) => {
    if (items.includes('bad')) throw new Error('no')
    return items
  }, 1)
  const ends = await Promise.allSettled([ask('good'), ask('bad'), ask('fine')])
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  await expect(gatherer(async () => [], 5)('nobody')).rejects.toThrow('not everybody')
})

test('everybody is answered once, with their own answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3), { maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      async (gaps, most, atOnce) => {
        let largest = 0
        const ask = gatherer(
          async (items: readonly number[]) => {
            largest = Math.max(largest, items.length)
            await settled()
            return items.map((n) => `to ${n}`)
          },
          most,
          atOnce,
        )
        const answers = []
        for (const [n, gap] of gaps.entries()) {
          answers.push(ask(n))
          for (let i = 0; i < gap; i++) await settled()
        }
        expect(await Promise.all(answers)).toEqual(gaps.map((_, n) => `to ${n}`))
        expect(largest).toBeLessThanOrEqual(most)
      },
    ),
    { numRuns: 30 },
  )
})
