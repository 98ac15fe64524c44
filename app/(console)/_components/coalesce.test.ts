import { expect, test } from 'vitest'
import { coalesce } from './coalesce'

test('calls during a run make exactly one more', async () => {
  const releases: (() => void)[] = []
  let runs = 0
  const ask = coalesce(() => {
    runs += 1
    return new Promise<void>((resolve) => releases.push(resolve))
  })
  ask()
  ask()
  ask()
  expect(runs).toBe(1)
  releases[0]?.()
  await new Promise(setImmediate)
  expect(runs).toBe(2)
  releases[1]?.()
  await new Promise(setImmediate)
  expect(runs).toBe(2)
  ask()
  expect(runs).toBe(3)
})

test('a failed run does not stop the next', async () => {
  let runs = 0
  const ask = coalesce(() => {
    runs += 1
    return Promise.reject(new Error('lost'))
  })
  ask()
  await new Promise(setImmediate)
  ask()
  expect(runs).toBe(2)
})
