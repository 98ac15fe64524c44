import { expect, test } from 'vitest'
import { createTurnstile } from './turnstile'

test('so many are inside at a time, in the order they came, and a failure frees its place', async () => {
  const turn = createTurnstile(3)
  let inside = 0
  let most = 0
  const begun: number[] = []
  const work = (n: number) =>
    turn(async () => {
      begun.push(n)
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
      if (n % 5 === 0) throw new Error('failed')
      return n
    })
  const all = Promise.allSettled(Array.from({ length: 40 }, (_, n) => work(n)))
  expect(turn.waiting()).toBe(37)
  const results = await all
  expect(turn.waiting()).toBe(0)
  expect(most).toBe(3)
  expect(begun).toEqual(Array.from({ length: 40 }, (_, n) => n))
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(8)
  expect(await turn(async () => 'free')).toBe('free')
})
