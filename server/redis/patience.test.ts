import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPatience } from './patience'

const never = () => new Promise<never>(() => {})
const wait = createPatience(60, () => new Error('lost'))

test('an answer is handed on, a refusal too, and none is given up in time', async () => {
  expect(await wait(Promise.resolve('yes'))).toBe('yes')
  await expect(wait(Promise.reject(new Error('no')))).rejects.toThrow('no')
  const begun = performance.now()
  await expect(Promise.race([wait(never()), pause(2_000)])).rejects.toThrow('lost')
  expect(performance.now() - begun).toBeGreaterThan(50)
})

test('a process that was busy all the time hears what came meanwhile', async () => {
  const answer = wait(pause(5, 'late'))
  const busyUntil = performance.now() + 200
  while (performance.now() < busyUntil);
  expect(await answer).toBe('late')
})
